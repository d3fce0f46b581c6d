/** What Grafana puts in for the variables of a query before it sends it; `$1` is a group of a regular expression. */
export function interpolate(query: string, values: Readonly<Record<string, string>> = {}): string {
  const all: Readonly<Record<string, string>> = {
    __rate_interval: '20s',
    __range: '5m',
    __interval: '5s',
    __auto: '1m',
    service: 'orders',
    trace_id: '0af7651916cd43dd8448eb211c80319c',
    error_code: '.*',
    route: '',
    order_id: '',
    ...values,
  };
  return query.replace(/\$\{?([a-z_]\w*)\}?/g, (_match, name: string) => {
    const value = all[name];
    if (value === undefined) throw new Error(`No variable is called $${name} in: ${query}`);
    return value;
  });
}
