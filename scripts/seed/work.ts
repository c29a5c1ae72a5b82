/** What customers say when they call, why visits end otherwise, and what was noted: in the company's language. */
export type Words = {
  complaints: string[];
  wishes: string[];
  cancelled: string[];
  noShow: string[];
  paused: string;
  incomplete: string[];
  overlap: string;
  notes: string[];
  tags: string[];
  crew: string;
  vans: string[];
  views: { name: string; query: string }[];
};

const ENGLISH: Words = {
  complaints: [
    "No heat since last night, radiators are cold.",
    "Boiler makes a banging noise when it starts.",
    "Thermostat shows 62 although set to 70.",
    "Water on the floor below the unit.",
    "Yearly service, last one was in the fall.",
    "One room stays cold, the others are fine.",
    "Smell of oil in the basement.",
    "Wants a quote for a heat pump.",
  ],
  wishes: [
    "After four, works until three.",
    "Mornings only.",
    "Call half an hour before.",
    "Not on Fridays.",
  ],
  cancelled: [
    "Customer found somebody else.",
    "Heat came back by itself.",
    "Customer is away, will call again.",
  ],
  noShow: ["Nobody opened, phone switched off.", "Building was locked, superintendent not there."],
  paused: "Waiting for a part from the supplier.",
  incomplete: ["Circulator has to be ordered.", "Needs a second person for the tank."],
  overlap: "Same cellar, two boilers: one trip.",
  notes: [
    "Customer asked for the same technician as last time.",
    "Key is at the bakery next door.",
    "Quote for a new valve was left on the table.",
    "Was friendly, paid the last bill late.",
  ],
  tags: ["Warranty", "Landlord", "Loud system", "Follow up"],
  crew: "Installation crew",
  vans: ["Van 1", "Van 2", "Van 3"],
  views: [
    { name: "Nobody assigned", query: "unassigned=true" },
    { name: "Late right now", query: "late=true" },
  ],
};

const GERMAN: Words = {
  complaints: [
    "Wasser steht unter der Spüle.",
    "Abfluss in der Dusche ist verstopft.",
    "Warmwasser kommt nur lauwarm.",
    "Spülkasten läuft ständig nach.",
    "Druck in der Leitung ist zu niedrig.",
    "Rohr im Keller ist undicht.",
    "Neuer Wasserhahn in der Küche.",
    "Wünscht ein Angebot für ein neues Bad.",
  ],
  wishes: [
    "Erst ab 16 Uhr.",
    "Nur vormittags.",
    "Bitte eine halbe Stunde vorher anrufen.",
    "Nicht freitags.",
  ],
  cancelled: ["Kunde hat jemand anderen gefunden.", "Hat sich erledigt.", "Kunde ist verreist, meldet sich."],
  noShow: ["Niemand hat geöffnet, Telefon aus.", "Haus verschlossen, Hausmeister nicht da."],
  paused: "Wartet auf ein Teil vom Großhandel.",
  incomplete: ["Armatur muss bestellt werden.", "Braucht eine zweite Person."],
  overlap: "Gleicher Keller, zwei Stränge: eine Fahrt.",
  notes: [
    "Möchte denselben Monteur wie beim letzten Mal.",
    "Schlüssel liegt in der Bäckerei nebenan.",
    "Angebot für ein neues Ventil liegt auf dem Tisch.",
    "Hat die letzte Rechnung spät bezahlt.",
  ],
  tags: ["Gewährleistung", "Vermieter", "Altbau", "Nachfassen"],
  crew: "Montagetrupp",
  vans: ["Wagen 1", "Wagen 2", "Wagen 3"],
  views: [
    { name: "Ohne Person", query: "unassigned=true" },
    { name: "Jetzt verspätet", query: "late=true" },
  ],
};

export const wordsOf = (locale: string): Words => (locale === "de" ? GERMAN : ENGLISH);
