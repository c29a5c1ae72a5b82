/** Invented persons and companies. Any likeness to real ones is chance. */
export const AMERICAN = {
  first:
    "Claire Marcus Elena Tobias Priya Jamal Rosa Owen Mei Hannah Victor Amara Leo Sofia Dmitri Grace Andre Fatima Nolan Ines Theo Yolanda Kwame Ruth Carlos Ingrid Malik Nora Desmond Aiko Wesley Lucia Bernard Zoe Hassan Paula Ray Esther Felix Joan".split(
      " ",
    ),
  last: "Moreau Ruiz Okonkwo Klein Cho Baker Li Hart Wu Ortiz Park Delgado Abrams Novak Silva Whitaker Banerjee Costa Fisher Grant Haddad Iverson Jensen Kaplan Lindqvist Mbeki Nakamura O'Brien Petrov Quinn Rossi Sandoval Tran Ueda Vargas Weiss Yilmaz Zimmer Castellano Bright".split(
    " ",
  ),
  companyHeads: [
    "Kingsbridge",
    "Harbor View",
    "St. Mary",
    "Lakeside",
    "Fordham",
    "Sunnyside",
    "Five Corners",
    "Riverdale",
    "Belmont",
    "Grand Concourse",
    "Elm Street",
    "Northgate",
  ],
  companyTails: [
    "Realty",
    "Dental Group",
    "Bakery",
    "Community Center",
    "Cooperative",
    "Laundromat",
    "Day Nursery",
    "Property Management",
    "Senior Living",
    "Print Works",
  ],
  notes: [
    "Prefers a text half an hour before.",
    "Ring twice, the bell is quiet.",
    "Dog in the yard, friendly.",
    "Boiler room key is with the superintendent.",
    "Pays by check on the day.",
    "Second floor tenant complains about the noise of the pump.",
  ],
  access: [
    "Side entrance, then down to the basement.",
    "Ask for the superintendent, apartment 1A.",
    "Parking only before 9.",
    "Roof access needs the long ladder.",
    "Shut-off valve behind the washing machine.",
  ],
} as const;

export const GERMAN = {
  first:
    "Anna Lukas Marie Jonas Leyla Felix Greta Emre Johanna Paul Katharina Mehmet Lena Maximilian Sophie Tim Aylin Friedrich Clara Moritz Hannelore Piotr Charlotte Karl Nadia Jürgen Ella Sebastian Renate Oskar Zeynep Matthias Heike Anton Ludwig Birgit Noah Sabine Elias Ursula".split(
      " ",
    ),
  last: "Krüger Schäfer Yılmaz Vogel Neumann Kowalski Brandt Seidel Hoffmann Lorenz Pohl Engel Winkler Arslan Böhm Keller Dietrich Franke Gärtner Heinrich Jahn Köhler Lehmann Möller Nowak Otto Peters Richter Schröder Thiele Ullrich Voigt Weiß Ziegler Albrecht Busch Demir Ebert Fuchs Graf".split(
    " ",
  ),
  companyHeads: [
    "Spreeblick",
    "Kastanien",
    "Tempelhofer",
    "Havel",
    "Linden",
    "Märkische",
    "Brunnen",
    "Westend",
    "Rixdorfer",
    "Panke",
    "Köpenicker",
    "Grunewald",
  ],
  companyTails: [
    "Hausverwaltung GmbH",
    "Apotheke",
    "Bäckerei",
    "Kita gGmbH",
    "Wohnungsgenossenschaft eG",
    "Zahnarztpraxis",
    "Druckerei",
    "Seniorenheim",
    "Wäscherei",
    "Gartencenter",
  ],
  notes: [
    "Bitte eine halbe Stunde vorher anrufen.",
    "Klingel defekt, bitte klopfen.",
    "Schlüssel für den Heizungskeller liegt beim Hausmeister.",
    "Rechnung an die Hausverwaltung.",
    "Hund im Hof, freundlich.",
    "Wasser nur nach Absprache abstellen.",
  ],
  access: [
    "Hinterhof, Seitenflügel links.",
    "Beim Hausmeister im Erdgeschoss melden.",
    "Parken nur vor 9 Uhr.",
    "Absperrhahn hinter der Waschmaschine.",
    "Keller über die Rampe.",
  ],
} as const;
