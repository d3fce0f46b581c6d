/** What customers and peers ask for: not the probes, the scrapes and the feed that is read all the time. */
export const WORK = 'route!~"/health.*|/metrics|/api/v1/order-events"';

/** The services that clients call; the others are behind them. */
export const ENTRY = 'service=~"orders|stock"';

/** Series of a status are green, yellow or red by its class. */
export const STATUS_COLOURS = { '^2': 'green', '^3': 'green', '^4': 'yellow', '^5': 'red' } as const;
