/** Small chat templates in the ways of those that models come with. */
import { type ChatTemplate, readChatTemplate } from "../../../lib/train/mod.ts";

const TOKENS = { additional_special_tokens: ["<|im_start|>", "<|im_end|>"], eos_token: "<|im_end|>" };
const PROMPT = "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

/** Every text as it is. */
export const chatml: ChatTemplate = readChatTemplate({
  ...TOKENS,
  chat_template:
    `{% for m in messages %}{{ '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{% endfor %}${PROMPT}`,
});

/** As Qwen2.5: a system prompt of its own, tools in `<tool_response>` and in one turn, calls from their field. */
export const wrapping: ChatTemplate = readChatTemplate({
  ...TOKENS,
  chat_template:
    `{% if messages[0].role != 'system' %}{{ '<|im_start|>system\nBe helpful.<|im_end|>\n' }}{% endif %}
{%- for m in messages %}
    {%- if m.role == 'tool' %}
        {%- if loop.first or messages[loop.index0 - 1].role != 'tool' %}{{ '<|im_start|>user' }}{% endif %}
        {{- '\n<tool_response>\n' + m.content + '\n</tool_response>' }}
        {%- if loop.last or messages[loop.index0 + 1].role != 'tool' %}{{ '<|im_end|>\n' }}{% endif %}
    {%- else %}
        {{- '<|im_start|>' + m.role + '\n' + m.content }}
        {%- for c in m.tool_calls %}{{ '\n<tool_call>\n' + c.function.arguments | tojson + c.function.name }}{% endfor %}
        {{- '<|im_end|>\n' }}
    {%- endif %}
{%- endfor %}${PROMPT}`,
});

/** As Qwen3: thoughts set apart after the user's last message, dropped before it; texts of users are looked at. */
export const forgetting: ChatTemplate = readChatTemplate({
  ...TOKENS,
  chat_template: `{%- set ns = namespace(last=0) %}
{%- for m in messages %}
    {%- if m.role == 'user' and not (m.content.startswith('<tool_response>') and m.content.endswith('</tool_response>')) %}
        {%- set ns.last = loop.index0 %}
    {%- endif %}
{%- endfor %}
{%- for m in messages %}
    {%- set content = m.content %}
    {%- set thought = m.reasoning_content or '' %}
    {%- if m.role == 'assistant' and '</think>' in content %}
        {%- set thought = content.split('</think>')[0].split('<think>')[-1].strip('\\n') %}
        {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
    {%- endif %}
    {{- '<|im_start|>' + m.role + '\n' }}
    {%- if m.role == 'assistant' and loop.index0 > ns.last %}{{ '<think>\n' + thought + '\n</think>\n\n' }}{% endif %}
    {{- content + '<|im_end|>\n' }}
{%- endfor %}${PROMPT}`,
});

/** As Llama 3: texts without white space at their ends, tools' as JSON, a date. */
export const stripping: ChatTemplate = readChatTemplate({
  bos_token: "<|begin|>",
  eos_token: "<|eot|>",
  chat_template: `{{ bos_token }}{{ '<|head|>date<|/head|>\n\n' + strftime_now('%d %b %Y') + '<|eot|>' }}
{%- for m in messages %}
    {{- '<|head|>' + m.role + '<|/head|>\n\n' }}
    {{- m.content | tojson if m.role == 'tool' else m.content | trim }}{{ '<|eot|>' }}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<|head|>assistant<|/head|>\n\n' }}{% endif %}`,
});

/** Takes no tools and no two messages of one role in a row, and always adds a generation prompt. */
export const strict: ChatTemplate = readChatTemplate({
  eos_token: "</s>",
  chat_template: `{%- for m in messages %}
    {%- if m.role == 'tool' or m.role == messages[loop.index0 - 1].role and loop.index0 > 0 %}
        {{- raise_exception('Roles must alternate') }}
    {%- endif %}
    {{- '[' + m.role + '] ' + m.content + '</s>' }}
{%- endfor %}{{ '[assistant] ' }}`,
});
