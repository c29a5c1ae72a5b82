-- Public holidays by country, as rules: most of them move from year to year. Shipped are the ones that the whole
-- country keeps; what only a region keeps an organization adds itself.
create table private.default_closures (
  country text not null,
  key text not null,
  names jsonb not null,
  -- One of the three says on which day: a fixed date, days from Easter Sunday, or the nth weekday of a month.
  month integer,
  day integer,
  easter_days integer,
  weekday integer,
  nth integer,
  -- What becomes of one on a weekend: nearest = Saturday to Friday, Sunday to Monday (US); next = the next working day
  -- that is no holiday itself (UK).
  moved text,
  primary key (country, key),
  constraint default_closures_rule_check check (
    (day is not null and month is not null and num_nonnulls(easter_days, weekday, nth) = 0)
    or (easter_days is not null and num_nonnulls(month, day, weekday, nth) = 0)
    or (num_nonnulls(month, weekday, nth) = 3 and num_nonnulls(day, easter_days) = 0)
  ),
  constraint default_closures_moved_check check (moved in ('nearest', 'next'))
);
comment on table private.default_closures is 'Public holidays of countries, as rules.';
comment on column private.default_closures.nth is 'Which one in its month; -1 is the last.';
alter table private.default_closures enable row level security;

insert into private.default_closures (country, key, names, month, day, easter_days, weekday, nth, moved)
values
  ('US', 'new_year', '{"en": "New Year''s Day", "de": "Neujahr"}', 1, 1, null, null, null, 'nearest'),
  ('US', 'king', '{"en": "Martin Luther King Jr. Day", "de": "Martin-Luther-King-Tag"}', 1, null, null, 1, 3, null),
  ('US', 'washington', '{"en": "Washington''s Birthday", "de": "Washingtons Geburtstag"}', 2, null, null, 1, 3, null),
  ('US', 'memorial', '{"en": "Memorial Day", "de": "Memorial Day"}', 5, null, null, 1, -1, null),
  ('US', 'juneteenth', '{"en": "Juneteenth", "de": "Juneteenth"}', 6, 19, null, null, null, 'nearest'),
  ('US', 'independence', '{"en": "Independence Day", "de": "Unabhängigkeitstag"}', 7, 4, null, null, null, 'nearest'),
  ('US', 'labor', '{"en": "Labor Day", "de": "Labor Day"}', 9, null, null, 1, 1, null),
  ('US', 'columbus', '{"en": "Columbus Day", "de": "Kolumbustag"}', 10, null, null, 1, 2, null),
  ('US', 'veterans', '{"en": "Veterans Day", "de": "Veteranentag"}', 11, 11, null, null, null, 'nearest'),
  ('US', 'thanksgiving', '{"en": "Thanksgiving Day", "de": "Thanksgiving"}', 11, null, null, 4, 4, null),
  ('US', 'christmas', '{"en": "Christmas Day", "de": "Weihnachten"}', 12, 25, null, null, null, 'nearest'),
  ('DE', 'new_year', '{"en": "New Year''s Day", "de": "Neujahr"}', 1, 1, null, null, null, null),
  ('DE', 'good_friday', '{"en": "Good Friday", "de": "Karfreitag"}', null, null, -2, null, null, null),
  ('DE', 'easter_monday', '{"en": "Easter Monday", "de": "Ostermontag"}', null, null, 1, null, null, null),
  ('DE', 'labour', '{"en": "Labour Day", "de": "Tag der Arbeit"}', 5, 1, null, null, null, null),
  ('DE', 'ascension', '{"en": "Ascension Day", "de": "Christi Himmelfahrt"}', null, null, 39, null, null, null),
  ('DE', 'whit_monday', '{"en": "Whit Monday", "de": "Pfingstmontag"}', null, null, 50, null, null, null),
  ('DE', 'unity', '{"en": "German Unity Day", "de": "Tag der Deutschen Einheit"}', 10, 3, null, null, null, null),
  ('DE', 'christmas', '{"en": "Christmas Day", "de": "1. Weihnachtstag"}', 12, 25, null, null, null, null),
  ('DE', 'boxing', '{"en": "Second Day of Christmas", "de": "2. Weihnachtstag"}', 12, 26, null, null, null, null),
  ('AT', 'new_year', '{"en": "New Year''s Day", "de": "Neujahr"}', 1, 1, null, null, null, null),
  ('AT', 'epiphany', '{"en": "Epiphany", "de": "Heilige Drei Könige"}', 1, 6, null, null, null, null),
  ('AT', 'easter_monday', '{"en": "Easter Monday", "de": "Ostermontag"}', null, null, 1, null, null, null),
  ('AT', 'labour', '{"en": "Labour Day", "de": "Staatsfeiertag"}', 5, 1, null, null, null, null),
  ('AT', 'ascension', '{"en": "Ascension Day", "de": "Christi Himmelfahrt"}', null, null, 39, null, null, null),
  ('AT', 'whit_monday', '{"en": "Whit Monday", "de": "Pfingstmontag"}', null, null, 50, null, null, null),
  ('AT', 'corpus_christi', '{"en": "Corpus Christi", "de": "Fronleichnam"}', null, null, 60, null, null, null),
  ('AT', 'assumption', '{"en": "Assumption Day", "de": "Mariä Himmelfahrt"}', 8, 15, null, null, null, null),
  ('AT', 'national', '{"en": "National Day", "de": "Nationalfeiertag"}', 10, 26, null, null, null, null),
  ('AT', 'all_saints', '{"en": "All Saints'' Day", "de": "Allerheiligen"}', 11, 1, null, null, null, null),
  ('AT', 'immaculate', '{"en": "Immaculate Conception", "de": "Mariä Empfängnis"}', 12, 8, null, null, null, null),
  ('AT', 'christmas', '{"en": "Christmas Day", "de": "Christtag"}', 12, 25, null, null, null, null),
  ('AT', 'boxing', '{"en": "St Stephen''s Day", "de": "Stefanitag"}', 12, 26, null, null, null, null),
  ('GB', 'new_year', '{"en": "New Year''s Day", "de": "Neujahr"}', 1, 1, null, null, null, 'next'),
  ('GB', 'good_friday', '{"en": "Good Friday", "de": "Karfreitag"}', null, null, -2, null, null, null),
  ('GB', 'easter_monday', '{"en": "Easter Monday", "de": "Ostermontag"}', null, null, 1, null, null, null),
  ('GB', 'early_may', '{"en": "Early May bank holiday", "de": "Mai-Feiertag"}', 5, null, null, 1, 1, null),
  ('GB', 'spring', '{"en": "Spring bank holiday", "de": "Frühlingsfeiertag"}', 5, null, null, 1, -1, null),
  ('GB', 'summer', '{"en": "Summer bank holiday", "de": "Sommerfeiertag"}', 8, null, null, 1, -1, null),
  ('GB', 'christmas', '{"en": "Christmas Day", "de": "1. Weihnachtstag"}', 12, 25, null, null, null, 'next'),
  ('GB', 'boxing', '{"en": "Boxing Day", "de": "2. Weihnachtstag"}', 12, 26, null, null, null, 'next');

-- Easter Sunday of the Gregorian calendar (Anonymous/Meeus algorithm, Jean Meeus, Astronomical Algorithms, chapter 8).
create function private.easter_sunday(year integer) returns date
language plpgsql immutable strict parallel safe set search_path = ''
as $$
declare
  a constant integer := year % 19;
  b constant integer := year / 100;
  c constant integer := year % 100;
  h constant integer := (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  l constant integer := (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  m constant integer := (a + 11 * h + 22 * l) / 451;
  n constant integer := h + l - 7 * m + 114;
begin
  return make_date(year, n / 31, n % 31 + 1);
end;
$$;
comment on function private.easter_sunday(integer) is 'Easter Sunday of a year.';
revoke execute on function private.easter_sunday(integer) from public;

create function private.nth_weekday(year integer, month integer, weekday integer, nth integer) returns date
language sql immutable strict parallel safe set search_path = ''
as $$
  select case
    when nth > 0 then
      first_day + (weekday - extract(isodow from first_day)::integer + 7) % 7 + 7 * (nth - 1)
    else
      last_day - (extract(isodow from last_day)::integer - weekday + 7) % 7
  end
  from (
    select
      make_date(year, month, 1) as first_day,
      (make_date(year, month, 1) + interval '1 month' - interval '1 day')::date as last_day
  ) as days
$$;
comment on function private.nth_weekday(integer, integer, integer, integer) is
  'The nth weekday (1 is Monday) of a month; -1 is the last.';
revoke execute on function private.nth_weekday(integer, integer, integer, integer) from public;

-- The days a country's holidays are kept on, from one year to another. A day that would be moved onto another holiday
-- goes on to the next working day; where two of them move, they move in their order (UK, Christmas on a Saturday: 27
-- and 28 December).
create function private.holidays(country text, from_year integer, to_year integer)
returns table (on_day date, names jsonb)
language plpgsql stable set search_path = ''
as $$
declare
  taken date[] := '{}';
  holiday record;
begin
  for holiday in
    select
      d.names, d.moved,
      case
        when d.day is not null then make_date(y, d.month, d.day)
        when d.easter_days is not null then private.easter_sunday(y) + d.easter_days
        else private.nth_weekday(y, d.month, d.weekday, d.nth)
      end as stands_on
    from private.default_closures as d
    cross join generate_series(from_year, to_year) as y
    where d.country = holidays.country
    -- Those that fall on a working day first: the others move around them.
    order by
      d.moved = 'next' and extract(isodow from make_date(y, coalesce(d.month, 1), coalesce(d.day, 1))) > 5, 3, d.key
  loop
    on_day := holiday.stands_on;
    if holiday.moved = 'nearest' then
      on_day := on_day + case extract(isodow from on_day) when 6 then -1 when 7 then 1 else 0 end;
    elsif holiday.moved = 'next' then
      while extract(isodow from on_day) > 5 or on_day = any (taken) loop
        on_day := on_day + 1;
      end loop;
    end if;
    taken := taken || on_day;
    names := holiday.names;
    return next;
  end loop;
end;
$$;
comment on function private.holidays(text, integer, integer) is
  'The days on which a country keeps its holidays; none for a country that is not shipped.';
revoke execute on function private.holidays(text, integer, integer) from public;
