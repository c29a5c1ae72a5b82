-- The presets of the six trades.
insert into private.default_hours (trade, weekday, opens, closes)
select trade, weekday, opens, closes
from (
  values
    ('hvac', array[1, 2, 3, 4, 5], time '08:00', time '17:00'),
    ('plumbing', array[1, 2, 3, 4, 5], time '07:30', time '16:30'),
    ('electrical', array[1, 2, 3, 4, 5], time '07:30', time '16:30'),
    ('cleaning', array[1, 2, 3, 4, 5], time '06:00', time '20:00'),
    ('cleaning', array[6], time '08:00', time '16:00'),
    ('inspection', array[1, 2, 3, 4, 5], time '08:00', time '16:00'),
    ('other', array[1, 2, 3, 4, 5], time '08:00', time '17:00')
) as lines (trade, weekdays, opens, closes)
cross join lateral unnest(weekdays) as weekday;

insert into private.default_skills (trade, key, names, requires_certificate)
values
  ('hvac', 'gas', '{"en": "Gas systems", "de": "Gasanlagen"}', true),
  ('hvac', 'refrigerant', '{"en": "Refrigerants", "de": "Kältemittel"}', true),
  ('hvac', 'electrical', '{"en": "Electrical connections", "de": "Elektroanschlüsse"}', false),
  ('hvac', 'heat_pump', '{"en": "Heat pumps", "de": "Wärmepumpen"}', false),
  ('plumbing', 'gas', '{"en": "Gas fitting", "de": "Gasinstallation"}', true),
  ('plumbing', 'drinking_water', '{"en": "Drinking water hygiene", "de": "Trinkwasserhygiene"}', true),
  ('plumbing', 'drain_camera', '{"en": "Drain camera", "de": "Kanalkamera"}', false),
  ('plumbing', 'welding', '{"en": "Soldering and welding", "de": "Löten und Schweißen"}', false),
  ('electrical', 'electrician', '{"en": "Qualified electrician", "de": "Elektrofachkraft"}', true),
  ('electrical', 'charging', '{"en": "Charging points", "de": "Ladestationen"}', false),
  ('electrical', 'solar', '{"en": "Solar systems", "de": "Solaranlagen"}', false),
  ('electrical', 'height', '{"en": "Working at height", "de": "Arbeiten in der Höhe"}', true),
  ('cleaning', 'height', '{"en": "Working at height", "de": "Arbeiten in der Höhe"}', true),
  ('cleaning', 'chemicals', '{"en": "Strong cleaning agents", "de": "Starke Reinigungsmittel"}', false),
  ('cleaning', 'keys', '{"en": "Trusted with keys", "de": "Schlüssel anvertraut"}', false),
  ('inspection', 'inspector', '{"en": "Certified inspector", "de": "Zertifizierte Prüferin oder Prüfer"}', true),
  ('inspection', 'fire', '{"en": "Fire protection", "de": "Brandschutz"}', true),
  ('inspection', 'height', '{"en": "Working at height", "de": "Arbeiten in der Höhe"}', true),
  ('other', 'height', '{"en": "Working at height", "de": "Arbeiten in der Höhe"}', true),
  ('other', 'heavy', '{"en": "Heavy loads", "de": "Schwere Lasten"}', false);

insert into private.default_checklists (trade, key, names, items)
values
  ('hvac', 'heating_service', '{"en": "Heating service", "de": "Heizungswartung"}', '[
    {"key": "gas_shut", "label": {"en": "Gas and power shut off before work", "de": "Gas und Strom vor der Arbeit abgestellt"}, "kind": "yes_no", "required": true},
    {"key": "burner", "label": {"en": "Condition of the burner", "de": "Zustand des Brenners"}, "kind": "choice", "required": true, "options": [{"en": "Good", "de": "Gut"}, {"en": "Worn", "de": "Abgenutzt"}, {"en": "Needs replacement", "de": "Muss ersetzt werden"}]},
    {"key": "cleaned", "label": {"en": "Burner and heat exchanger cleaned", "de": "Brenner und Wärmetauscher gereinigt"}, "kind": "yes_no", "required": true},
    {"key": "co", "label": {"en": "CO in the flue gas", "de": "CO im Abgas"}, "kind": "number", "required": true, "unit": "ppm", "min": 0, "max": 100},
    {"key": "leak_free", "label": {"en": "All connections free of leaks", "de": "Alle Anschlüsse dicht"}, "kind": "yes_no", "required": true},
    {"key": "leak_note", "label": {"en": "Where was the leak, and what was done", "de": "Wo war die Undichtigkeit, was wurde getan"}, "kind": "text", "required": true, "show_if": {"key": "leak_free", "equals": false}},
    {"key": "nameplate", "label": {"en": "Nameplate", "de": "Typenschild"}, "kind": "photo", "required": true}
  ]'),
  ('hvac', 'cooling_service', '{"en": "Air conditioning service", "de": "Wartung der Klimaanlage"}', '[
    {"key": "filter", "label": {"en": "Condition of the filter", "de": "Zustand des Filters"}, "kind": "choice", "required": true, "options": [{"en": "Good", "de": "Gut"}, {"en": "Worn", "de": "Abgenutzt"}, {"en": "Needs replacement", "de": "Muss ersetzt werden"}]},
    {"key": "coil_clean", "label": {"en": "Coils cleaned", "de": "Lamellen gereinigt"}, "kind": "yes_no", "required": true},
    {"key": "supply_temp", "label": {"en": "Temperature of the supply air", "de": "Zulufttemperatur"}, "kind": "number", "required": true, "unit": "°C", "min": -10, "max": 40},
    {"key": "drain_clear", "label": {"en": "Condensate drain clear", "de": "Kondensatablauf frei"}, "kind": "yes_no", "required": true},
    {"key": "unit", "label": {"en": "Unit after the work", "de": "Gerät nach der Arbeit"}, "kind": "photo", "required": true}
  ]'),
  ('plumbing', 'leak', '{"en": "Leak repair", "de": "Leck beheben"}', '[
    {"key": "water_shut", "label": {"en": "Water shut off before work", "de": "Wasser vor der Arbeit abgestellt"}, "kind": "yes_no", "required": true},
    {"key": "before", "label": {"en": "The leak before the repair", "de": "Das Leck vor der Reparatur"}, "kind": "photo", "required": true},
    {"key": "cause", "label": {"en": "Cause", "de": "Ursache"}, "kind": "text", "required": true},
    {"key": "pressure", "label": {"en": "Pressure after the repair", "de": "Druck nach der Reparatur"}, "kind": "number", "required": true, "unit": "bar", "min": 0, "max": 16},
    {"key": "dry", "label": {"en": "Dry after ten minutes under pressure", "de": "Nach zehn Minuten unter Druck trocken"}, "kind": "yes_no", "required": true},
    {"key": "after", "label": {"en": "The place after the repair", "de": "Die Stelle nach der Reparatur"}, "kind": "photo", "required": true}
  ]'),
  ('plumbing', 'drain', '{"en": "Drain cleaning", "de": "Rohrreinigung"}', '[
    {"key": "place", "label": {"en": "Where it was blocked", "de": "Wo es verstopft war"}, "kind": "choice", "required": true, "options": [{"en": "Sink", "de": "Waschbecken"}, {"en": "Toilet", "de": "WC"}, {"en": "Shower or bath", "de": "Dusche oder Wanne"}, {"en": "Main pipe", "de": "Hauptleitung"}]},
    {"key": "flows", "label": {"en": "Flows freely", "de": "Läuft frei ab"}, "kind": "yes_no", "required": true},
    {"key": "camera", "label": {"en": "Checked by camera", "de": "Mit Kamera geprüft"}, "kind": "yes_no", "required": false},
    {"key": "advice", "label": {"en": "Advice given", "de": "Was geraten wurde"}, "kind": "text", "required": false}
  ]'),
  ('electrical', 'safety_rules', '{"en": "Safe work and measurement", "de": "Sicheres Arbeiten und Messung"}', '[
    {"key": "isolated", "label": {"en": "Isolated and locked", "de": "Freigeschaltet und gesichert"}, "kind": "yes_no", "required": true},
    {"key": "dead", "label": {"en": "Absence of voltage proved", "de": "Spannungsfreiheit festgestellt"}, "kind": "yes_no", "required": true},
    {"key": "insulation", "label": {"en": "Insulation resistance", "de": "Isolationswiderstand"}, "kind": "number", "required": true, "unit": "MΩ", "min": 0},
    {"key": "loop", "label": {"en": "Loop impedance", "de": "Schleifenimpedanz"}, "kind": "number", "required": true, "unit": "Ω", "min": 0},
    {"key": "rcd", "label": {"en": "Tripping time of the residual current device", "de": "Auslösezeit des FI-Schalters"}, "kind": "number", "required": true, "unit": "ms", "min": 0, "max": 300},
    {"key": "board", "label": {"en": "Distribution board, cover off", "de": "Verteiler ohne Abdeckung"}, "kind": "photo", "required": true}
  ]'),
  ('electrical', 'charger', '{"en": "Charging point", "de": "Ladestation"}', '[
    {"key": "line", "label": {"en": "Own line with protection", "de": "Eigene Leitung mit Absicherung"}, "kind": "yes_no", "required": true},
    {"key": "power", "label": {"en": "Power", "de": "Leistung"}, "kind": "choice", "required": true, "options": [{"en": "3.7 kW", "de": "3,7 kW"}, {"en": "7.4 kW", "de": "7,4 kW"}, {"en": "11 kW", "de": "11 kW"}, {"en": "22 kW", "de": "22 kW"}]},
    {"key": "tested", "label": {"en": "Tested with a vehicle or tester", "de": "Mit Fahrzeug oder Prüfgerät getestet"}, "kind": "yes_no", "required": true},
    {"key": "explained", "label": {"en": "Use explained", "de": "Bedienung erklärt"}, "kind": "yes_no", "required": true},
    {"key": "mounted", "label": {"en": "Charging point as mounted", "de": "Montierte Ladestation"}, "kind": "photo", "required": true}
  ]'),
  ('cleaning', 'rooms', '{"en": "Rooms", "de": "Räume"}', '[
    {"key": "floors", "label": {"en": "Floors done", "de": "Böden fertig"}, "kind": "yes_no", "required": true},
    {"key": "kitchen", "label": {"en": "Kitchen done", "de": "Küche fertig"}, "kind": "yes_no", "required": true},
    {"key": "bathrooms", "label": {"en": "Bathrooms done", "de": "Bäder fertig"}, "kind": "yes_no", "required": true},
    {"key": "bins", "label": {"en": "Bins emptied", "de": "Mülleimer geleert"}, "kind": "yes_no", "required": true},
    {"key": "missing", "label": {"en": "What could not be done, and why", "de": "Was nicht möglich war und warum"}, "kind": "text", "required": false},
    {"key": "locked", "label": {"en": "Windows shut, door locked", "de": "Fenster zu, Tür abgeschlossen"}, "kind": "yes_no", "required": true}
  ]'),
  ('cleaning', 'move_out', '{"en": "Move-out cleaning", "de": "Endreinigung"}', '[
    {"key": "before", "label": {"en": "Before", "de": "Vorher"}, "kind": "photo", "required": true},
    {"key": "oven", "label": {"en": "Oven and fridge inside", "de": "Backofen und Kühlschrank innen"}, "kind": "yes_no", "required": true},
    {"key": "windows", "label": {"en": "Windows inside and outside", "de": "Fenster innen und außen"}, "kind": "yes_no", "required": true},
    {"key": "after", "label": {"en": "After", "de": "Nachher"}, "kind": "photo", "required": true}
  ]'),
  ('inspection', 'safety', '{"en": "Safety inspection", "de": "Sicherheitsprüfung"}', '[
    {"key": "papers", "label": {"en": "Last report on site", "de": "Letzter Bericht liegt vor"}, "kind": "yes_no", "required": true},
    {"key": "result", "label": {"en": "Result", "de": "Ergebnis"}, "kind": "choice", "required": true, "options": [{"en": "Passed", "de": "Bestanden"}, {"en": "Passed with defects", "de": "Bestanden mit Mängeln"}, {"en": "Failed", "de": "Nicht bestanden"}]},
    {"key": "defects", "label": {"en": "Defects", "de": "Mängel"}, "kind": "text", "required": false},
    {"key": "plate", "label": {"en": "Inspection plate", "de": "Prüfplakette"}, "kind": "photo", "required": true}
  ]'),
  ('inspection', 'smoke_alarms', '{"en": "Smoke alarms", "de": "Rauchmelder"}', '[
    {"key": "count", "label": {"en": "Alarms checked", "de": "Geprüfte Melder"}, "kind": "number", "required": true, "unit": "×", "min": 1},
    {"key": "all_rooms", "label": {"en": "Every bedroom and hallway has one", "de": "In jedem Schlafraum und Flur einer"}, "kind": "yes_no", "required": true},
    {"key": "tested", "label": {"en": "All sounded in the test", "de": "Alle haben beim Test ausgelöst"}, "kind": "yes_no", "required": true},
    {"key": "replaced", "label": {"en": "Batteries or alarms replaced", "de": "Ersetzte Batterien oder Melder"}, "kind": "number", "required": false, "unit": "×", "min": 0}
  ]'),
  ('other', 'visit', '{"en": "Visit", "de": "Termin"}', '[
    {"key": "done", "label": {"en": "Everything agreed is done", "de": "Alles Vereinbarte ist erledigt"}, "kind": "yes_no", "required": true},
    {"key": "left", "label": {"en": "What is left, and why", "de": "Was offen ist und warum"}, "kind": "text", "required": true, "show_if": {"key": "done", "equals": false}},
    {"key": "after", "label": {"en": "After the work", "de": "Nach der Arbeit"}, "kind": "photo", "required": false}
  ]');

insert into private.default_service_types (
  trade, key, names, descriptions, duration_min, buffer_before_min, buffer_after_min, priority, prices, checklist,
  skills, color, position
)
values
  (
    'hvac', 'heating_service', '{"en": "Heating service", "de": "Heizungswartung"}',
    '{"en": "Yearly service of boiler or furnace, with flue gas measurement.", "de": "Jährliche Wartung von Kessel oder Therme mit Abgasmessung."}',
    90, 0, 15, 'normal', '{"USD": 14900, "EUR": 13500, "GBP": 12000}', 'heating_service', '{gas}', 0, 10
  ),
  (
    'hvac', 'heating_repair', '{"en": "Heating repair", "de": "Heizungsreparatur"}',
    '{"en": "Finding and mending a fault.", "de": "Störung suchen und beheben."}',
    120, 0, 15, 'high', '{"USD": 18900, "EUR": 17500, "GBP": 15000}', null, '{gas}', 1, 20
  ),
  (
    'hvac', 'no_heat', '{"en": "No heat, emergency", "de": "Heizungsausfall, Notdienst"}',
    '{"en": "Somebody sits in the cold.", "de": "Jemand sitzt im Kalten."}',
    120, 0, 0, 'urgent', '{"USD": 27500, "EUR": 25500, "GBP": 22000}', null, '{gas}', 2, 30
  ),
  (
    'hvac', 'cooling_service', '{"en": "Air conditioning service", "de": "Wartung der Klimaanlage"}',
    null,
    90, 0, 15, 'normal', '{"USD": 15900, "EUR": 14500, "GBP": 12500}', 'cooling_service', '{refrigerant}', 3, 40
  ),
  (
    'hvac', 'cooling_repair', '{"en": "Air conditioning repair", "de": "Reparatur der Klimaanlage"}',
    null,
    120, 0, 15, 'high', '{"USD": 19900, "EUR": 18500, "GBP": 16000}', null, '{refrigerant}', 4, 50
  ),
  (
    'hvac', 'heat_pump_install', '{"en": "Heat pump installation", "de": "Einbau einer Wärmepumpe"}',
    '{"en": "One day with two people.", "de": "Ein Tag zu zweit."}',
    480, 0, 30, 'normal', '{}', null, '{heat_pump, electrical}', 5, 60
  ),
  (
    'hvac', 'survey', '{"en": "Survey and estimate", "de": "Besichtigung und Angebot"}',
    null,
    60, 0, 0, 'normal', '{"USD": 0, "EUR": 0, "GBP": 0}', null, '{}', 6, 70
  ),
  (
    'plumbing', 'leak', '{"en": "Leak repair", "de": "Leck beheben"}',
    null,
    90, 0, 15, 'high', '{"USD": 16900, "EUR": 15500, "GBP": 13500}', 'leak', '{}', 0, 10
  ),
  (
    'plumbing', 'drain', '{"en": "Drain cleaning", "de": "Rohrreinigung"}',
    null,
    60, 0, 15, 'normal', '{"USD": 13900, "EUR": 13000, "GBP": 11000}', 'drain', '{}', 1, 20
  ),
  (
    'plumbing', 'burst_pipe', '{"en": "Burst pipe, emergency", "de": "Rohrbruch, Notdienst"}',
    '{"en": "Water is running; call back with how to shut it off.", "de": "Wasser läuft; zurückrufen, wie man es abstellt."}',
    120, 0, 0, 'urgent', '{"USD": 28500, "EUR": 26000, "GBP": 23000}', 'leak', '{}', 2, 30
  ),
  (
    'plumbing', 'water_heater', '{"en": "Water heater repair", "de": "Warmwassergerät reparieren"}',
    null,
    120, 0, 15, 'high', '{"USD": 18900, "EUR": 17500, "GBP": 15000}', null, '{gas}', 3, 40
  ),
  (
    'plumbing', 'fixture', '{"en": "Tap or toilet replacement", "de": "Armatur oder WC austauschen"}',
    null,
    90, 0, 15, 'normal', '{"USD": 15900, "EUR": 14500, "GBP": 12500}', null, '{}', 4, 50
  ),
  (
    'plumbing', 'bathroom', '{"en": "Bathroom fitting", "de": "Badeinbau"}',
    '{"en": "Planned by the day.", "de": "Wird tageweise geplant."}',
    480, 0, 30, 'normal', '{}', null, '{welding}', 5, 60
  ),
  (
    'plumbing', 'survey', '{"en": "Survey and estimate", "de": "Besichtigung und Angebot"}',
    null,
    45, 0, 0, 'normal', '{"USD": 0, "EUR": 0, "GBP": 0}', null, '{}', 6, 70
  ),
  (
    'electrical', 'fault', '{"en": "Fault finding", "de": "Fehlersuche"}',
    null,
    90, 0, 15, 'high', '{"USD": 15900, "EUR": 14500, "GBP": 12500}', 'safety_rules', '{electrician}', 0, 10
  ),
  (
    'electrical', 'outlet', '{"en": "Outlets, switches, lamps", "de": "Steckdosen, Schalter, Leuchten"}',
    null,
    60, 0, 15, 'normal', '{"USD": 11900, "EUR": 11000, "GBP": 9500}', null, '{electrician}', 1, 20
  ),
  (
    'electrical', 'power_cut', '{"en": "Power cut, emergency", "de": "Stromausfall, Notdienst"}',
    null,
    120, 0, 0, 'urgent', '{"USD": 26500, "EUR": 24500, "GBP": 21000}', 'safety_rules', '{electrician}', 2, 30
  ),
  (
    'electrical', 'board', '{"en": "Distribution board", "de": "Verteiler erneuern"}',
    null,
    240, 0, 30, 'normal', '{}', 'safety_rules', '{electrician}', 3, 40
  ),
  (
    'electrical', 'charger', '{"en": "Charging point installation", "de": "Einbau einer Ladestation"}',
    null,
    240, 0, 30, 'normal', '{"USD": 89000, "EUR": 82000, "GBP": 71000}', 'charger', '{electrician, charging}', 4, 50
  ),
  (
    'electrical', 'check', '{"en": "Safety inspection", "de": "Sicherheitsprüfung"}',
    null,
    120, 0, 15, 'normal', '{"USD": 18900, "EUR": 17500, "GBP": 15000}', 'safety_rules', '{electrician}', 5, 60
  ),
  (
    'electrical', 'survey', '{"en": "Survey and estimate", "de": "Besichtigung und Angebot"}',
    null,
    45, 0, 0, 'normal', '{"USD": 0, "EUR": 0, "GBP": 0}', null, '{}', 6, 70
  ),
  (
    'cleaning', 'home', '{"en": "Home cleaning", "de": "Wohnungsreinigung"}',
    null,
    180, 0, 15, 'normal', '{"USD": 13500, "EUR": 12500, "GBP": 11000}', 'rooms', '{}', 0, 10
  ),
  (
    'cleaning', 'office', '{"en": "Office cleaning", "de": "Büroreinigung"}',
    null,
    120, 0, 15, 'normal', '{"USD": 9900, "EUR": 9000, "GBP": 8000}', 'rooms', '{keys}', 1, 20
  ),
  (
    'cleaning', 'windows', '{"en": "Window cleaning", "de": "Fensterreinigung"}',
    null,
    120, 0, 15, 'normal', '{"USD": 11900, "EUR": 11000, "GBP": 9500}', null, '{height}', 2, 30
  ),
  (
    'cleaning', 'deep', '{"en": "Deep cleaning", "de": "Grundreinigung"}',
    '{"en": "Two people.", "de": "Zu zweit."}',
    300, 0, 30, 'normal', '{"USD": 32500, "EUR": 30000, "GBP": 26000}', 'rooms', '{chemicals}', 3, 40
  ),
  (
    'cleaning', 'move_out', '{"en": "Move-out cleaning", "de": "Endreinigung"}',
    null,
    360, 0, 30, 'normal', '{"USD": 38500, "EUR": 35500, "GBP": 31000}', 'move_out', '{chemicals}', 4, 50
  ),
  (
    'cleaning', 'survey', '{"en": "Walk-through and estimate", "de": "Besichtigung und Angebot"}',
    null,
    30, 0, 0, 'normal', '{"USD": 0, "EUR": 0, "GBP": 0}', null, '{}', 5, 60
  ),
  (
    'inspection', 'safety', '{"en": "Safety inspection", "de": "Sicherheitsprüfung"}',
    null,
    90, 0, 15, 'normal', '{"USD": 17900, "EUR": 16500, "GBP": 14500}', 'safety', '{inspector}', 0, 10
  ),
  (
    'inspection', 'smoke_alarms', '{"en": "Smoke alarm check", "de": "Rauchmelderprüfung"}',
    null,
    45, 0, 0, 'normal', '{"USD": 7900, "EUR": 7500, "GBP": 6500}', 'smoke_alarms', '{}', 1, 20
  ),
  (
    'inspection', 'extinguishers', '{"en": "Fire extinguisher service", "de": "Feuerlöscherwartung"}',
    null,
    60, 0, 0, 'normal', '{"USD": 9900, "EUR": 9000, "GBP": 8000}', null, '{fire}', 2, 30
  ),
  (
    'inspection', 'chimney', '{"en": "Chimney sweep and check", "de": "Schornstein kehren und prüfen"}',
    null,
    45, 0, 15, 'normal', '{"USD": 11900, "EUR": 11000, "GBP": 9500}', null, '{height}', 3, 40
  ),
  (
    'inspection', 'lift', '{"en": "Lift inspection", "de": "Aufzugsprüfung"}',
    null,
    120, 0, 15, 'normal', '{"USD": 24900, "EUR": 23000, "GBP": 20000}', 'safety', '{inspector}', 4, 50
  ),
  (
    'inspection', 'again', '{"en": "Re-inspection", "de": "Nachprüfung"}',
    '{"en": "Only what was found defective.", "de": "Nur was bemängelt wurde."}',
    30, 0, 0, 'high', '{"USD": 6900, "EUR": 6500, "GBP": 5500}', 'safety', '{inspector}', 5, 60
  ),
  (
    'other', 'visit', '{"en": "Visit", "de": "Termin vor Ort"}',
    null,
    60, 0, 15, 'normal', '{"USD": 9900, "EUR": 9000, "GBP": 8000}', 'visit', '{}', 0, 10
  ),
  (
    'other', 'repair', '{"en": "Repair", "de": "Reparatur"}',
    null,
    120, 0, 15, 'high', '{"USD": 15900, "EUR": 14500, "GBP": 12500}', 'visit', '{}', 1, 20
  ),
  (
    'other', 'maintenance', '{"en": "Maintenance", "de": "Wartung"}',
    null,
    90, 0, 15, 'normal', '{"USD": 12900, "EUR": 12000, "GBP": 10500}', 'visit', '{}', 2, 30
  ),
  (
    'other', 'installation', '{"en": "Installation", "de": "Einbau"}',
    null,
    240, 0, 30, 'normal', '{}', 'visit', '{heavy}', 3, 40
  ),
  (
    'other', 'emergency', '{"en": "Emergency", "de": "Notdienst"}',
    null,
    90, 0, 0, 'urgent', '{"USD": 22500, "EUR": 20500, "GBP": 18000}', null, '{}', 4, 50
  ),
  (
    'other', 'survey', '{"en": "Survey and estimate", "de": "Besichtigung und Angebot"}',
    null,
    45, 0, 0, 'normal', '{"USD": 0, "EUR": 0, "GBP": 0}', null, '{}', 5, 60
  );
