const PACKAGES = `
annotated-types 0.7.0; anyio 4.4.0; attrs 23.2.0; certifi 2024.7.4; charset-normalizer 3.3.2; click 8.1.7; colorama 0.4.6;
coverage 7.5.4; distlib 0.3.8; exceptiongroup 1.2.1; filelock 3.15.4; idna 3.7; iniconfig 2.0.0; markdown-it-py 3.0.0;
mdurl 0.1.2; mypy 1.10.1; mypy-extensions 1.0.0; packaging 24.1; pip 24.1.1; platformdirs 4.2.2; pluggy 1.5.0;
Pygments 2.18.0; pytest 8.2.2; pytest-cov 5.0.0; PyYAML 6.0.1; requests 2.32.3; rich 13.7.1; ruff 0.5.0;
setuptools 70.2.0; sniffio 1.3.1; tomli 2.0.1; typing_extensions 4.12.2; urllib3 2.2.2; virtualenv 20.26.3; wheel 0.43.0
`.trim().split(/;\s*/).map((text) => text.split(" ") as [string, string]);

const pipList = `${"Package".padEnd(19)}Version\n${"-".repeat(18)} ${"-".repeat(8)}\n${
  PACKAGES.map(([name, version]) => `${name.padEnd(19)}${version}`).join("\n")
}`;

const RELEASE = `
PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"`.trim();

/** Commands that tell about the machine and not about the files, with what they print. */
export const ENVIRONMENT: readonly (readonly [command: string, output: string])[] = [
  ["python3 -m pip list 2>/dev/null", pipList],
  ["cat /etc/os-release", RELEASE],
];
