-- What an organization starts with, by trade: skills, checklists, kinds of service with times and example prices, and
-- opening hours. Texts are kept per language and copied in the organization's own; prices per currency, and an
-- organization with another currency starts without. The durations and prices are ours: examples to be changed.
create table private.default_skills (
  trade text not null,
  key text not null,
  names jsonb not null,
  requires_certificate boolean not null,
  primary key (trade, key),
  constraint default_skills_trade_check check (
    trade in ('hvac', 'plumbing', 'electrical', 'cleaning', 'inspection', 'other')
  )
);
comment on table private.default_skills is 'Skills a new organization of a trade starts with.';
alter table private.default_skills enable row level security;

create table private.default_checklists (
  trade text not null,
  key text not null,
  names jsonb not null,
  items jsonb not null,
  primary key (trade, key),
  constraint default_checklists_trade_check check (
    trade in ('hvac', 'plumbing', 'electrical', 'cleaning', 'inspection', 'other')
  )
);
comment on table private.default_checklists is 'Checklists a new organization of a trade starts with.';
comment on column private.default_checklists.items is
  'As in checklist_templates, with labels and options per language.';
alter table private.default_checklists enable row level security;

create table private.default_service_types (
  trade text not null,
  key text not null,
  names jsonb not null,
  descriptions jsonb,
  duration_min integer not null,
  buffer_before_min integer not null,
  buffer_after_min integer not null,
  priority text not null,
  prices jsonb not null,
  checklist text,
  skills text[] not null,
  color integer not null,
  position integer not null,
  primary key (trade, key),
  foreign key (trade, checklist) references private.default_checklists (trade, key),
  constraint default_service_types_trade_check check (
    trade in ('hvac', 'plumbing', 'electrical', 'cleaning', 'inspection', 'other')
  )
);
comment on table private.default_service_types is 'Kinds of service a new organization of a trade starts with.';
comment on column private.default_service_types.prices is 'Minor units by currency; empty where it depends.';
create index default_service_types_checklist_idx on private.default_service_types (trade, checklist)
  where checklist is not null;
alter table private.default_service_types enable row level security;

create table private.default_hours (
  trade text not null,
  weekday integer not null,
  opens time not null,
  closes time not null,
  primary key (trade, weekday, opens),
  constraint default_hours_trade_check check (
    trade in ('hvac', 'plumbing', 'electrical', 'cleaning', 'inspection', 'other')
  )
);
comment on table private.default_hours is 'Opening hours a new organization of a trade starts with.';
alter table private.default_hours enable row level security;
