/** The words for what a made-up module is about. */
export interface Nouns {
  /** Singular, such as `invoice`. */
  one: string;
  /** Plural, such as `invoices`. */
  many: string;
  /** A field that they have, such as `number`. */
  key: string;
}

const WORDS = `
invoice invoices number; customer customers region; shipment shipments carrier; reading readings sensor;
ticket tickets queue; booking bookings room; track tracks album; article articles section; payment payments method;
account accounts branch; vehicle vehicles depot; recipe recipes course; lesson lessons level; player players team;
device devices site; contract contracts partner; supplier suppliers country; parcel parcels route;
session sessions browser; upload uploads bucket; comment comments thread; review reviews product;
subscriber subscribers list; campaign campaigns channel; employee employees office; machine machines hall;
sample samples batch; voucher vouchers shop; refund refunds reason; delivery deliveries window;
permit permits district; garden gardens zone; member members club; loan loans reader; signal signals source;
widget widgets colour
`;

/** The things that made-up modules are about. */
export const NOUNS: readonly Nouns[] = WORDS.trim().split(/;\s*/).map((text) => {
  const [one, many, key] = text.split(" ") as [string, string, string];
  return { one, many, key };
});
