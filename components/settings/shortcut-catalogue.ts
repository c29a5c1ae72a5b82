/** Keys a person may give to something else, as shipped, with the path of their words. */
export type CatalogueEntry = { keys: string; words: CatalogueWords };

type CatalogueWords =
  | "office.nav.today"
  | "office.nav.board"
  | "office.nav.backlog"
  | "office.nav.bookings"
  | "office.nav.jobs"
  | "office.nav.customers"
  | "office.nav.properties"
  | "office.nav.settings"
  | "office.palette.newVisit"
  | "office.palette.newJob"
  | "office.palette.newCustomer"
  | "office.palette.newProperty"
  | "office.keys.help"
  | "office.keys.sidebar"
  | "shared.keys.next"
  | "shared.keys.previous"
  | "shared.keys.peek"
  | "shared.keys.select"
  | "settings.display.filterKey"
  | "board.views.day"
  | "board.views.week"
  | "board.today"
  | "board.do.reschedule"
  | "board.do.assign"
  | "board.do.backlog";

type Group = {
  id: string;
  words:
    "office.keys.goTo" | "office.keys.create" | "office.keys.everywhere" | "shared.keys.list" | "board.title";
  entries: readonly CatalogueEntry[];
};

export const CATALOGUE: readonly Group[] = [
  {
    id: "goTo",
    words: "office.keys.goTo",
    entries: [
      { keys: "g t", words: "office.nav.today" },
      { keys: "g b", words: "office.nav.board" },
      { keys: "g l", words: "office.nav.backlog" },
      { keys: "g v", words: "office.nav.bookings" },
      { keys: "g j", words: "office.nav.jobs" },
      { keys: "g c", words: "office.nav.customers" },
      { keys: "g p", words: "office.nav.properties" },
      { keys: "g s", words: "office.nav.settings" },
    ],
  },
  {
    id: "create",
    words: "office.keys.create",
    entries: [
      { keys: "c v", words: "office.palette.newVisit" },
      { keys: "c j", words: "office.palette.newJob" },
      { keys: "c c", words: "office.palette.newCustomer" },
      { keys: "c p", words: "office.palette.newProperty" },
    ],
  },
  {
    id: "board",
    words: "board.title",
    entries: [
      { keys: "d", words: "board.views.day" },
      { keys: "w", words: "board.views.week" },
      { keys: "t", words: "board.today" },
      { keys: "m", words: "board.do.reschedule" },
      { keys: "a", words: "board.do.assign" },
      { keys: "u", words: "board.do.backlog" },
    ],
  },
  {
    id: "list",
    words: "shared.keys.list",
    entries: [
      { keys: "j", words: "shared.keys.next" },
      { keys: "k", words: "shared.keys.previous" },
      { keys: "space", words: "shared.keys.peek" },
      { keys: "x", words: "shared.keys.select" },
      { keys: "/", words: "settings.display.filterKey" },
    ],
  },
  {
    id: "everywhere",
    words: "office.keys.everywhere",
    entries: [
      { keys: "?", words: "office.keys.help" },
      { keys: "[", words: "office.keys.sidebar" },
    ],
  },
];

const ALL = CATALOGUE.flatMap(({ entries }) => entries);

/** Who has these keys already, also where one would swallow the beginning of the other. */
export function ownerOf(
  keys: string,
  except: string,
  inForce: (shipped: string) => string,
): CatalogueEntry | null {
  const clashes = (other: string) =>
    other !== "" && (other === keys || other.startsWith(`${keys} `) || keys.startsWith(`${other} `));
  return ALL.find((entry) => entry.keys !== except && clashes(inForce(entry.keys))) ?? null;
}
