/** Changes the text of a function in place; owner and grants stay. A text that is not there any more is an error. */
export function edit(target: string, from: string, to: string): string {
  return `do $mutant$
    declare definition text := pg_catalog.pg_get_functiondef('${target}'::regprocedure);
    begin
      if position($from$${from}$from$ in definition) = 0 then
        raise exception 'The text to change is not in ${target}.';
      end if;
      execute replace(definition, $from$${from}$from$, $to$${to}$to$);
    end $mutant$`;
}
