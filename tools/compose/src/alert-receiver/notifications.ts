/** What Alertmanager sends to a webhook, as far as it is looked at here. */
export interface Notification {
  readonly status: string;
  readonly receiver?: string;
  readonly alerts: readonly NotifiedAlert[];
}

/** One alert of a notification. */
export interface NotifiedAlert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A notification and when it came. */
export interface ReceivedNotification {
  readonly received_at: string;
  readonly notification: Notification;
}

/** The last notifications, the newest first; older ones are forgotten. */
export class Notifications {
  readonly #limit: number;
  readonly #now: () => Date;
  #kept: ReceivedNotification[] = [];

  /**
   * @param limit how many are kept, at least 1
   * @param now the time of day
   */
  constructor(limit: number, now: () => Date) {
    this.#limit = limit;
    this.#now = now;
  }

  add(notification: Notification): void {
    this.#kept = [{ received_at: this.#now().toISOString(), notification }, ...this.#kept].slice(
      0,
      this.#limit,
    );
  }

  list(): readonly ReceivedNotification[] {
    return this.#kept;
  }
}

/** @throws TypeError for anything but a notification of Alertmanager */
export function parseNotification(text: string): Notification {
  const value: unknown = JSON.parse(text);
  if (isNotification(value)) return value;
  throw new TypeError('Expected a notification of Alertmanager: an object with "status" and "alerts".');
}

function isNotification(value: unknown): value is Notification {
  if (typeof value !== 'object' || value === null) return false;
  const { status, alerts } = value as Partial<Record<'status' | 'alerts', unknown>>;
  return typeof status === 'string' && Array.isArray(alerts) && alerts.every(isAlert);
}

function isAlert(value: unknown): value is NotifiedAlert {
  if (typeof value !== 'object' || value === null) return false;
  const { status, labels } = value as Partial<Record<'status' | 'labels', unknown>>;
  return typeof status === 'string' && typeof labels === 'object' && labels !== null;
}
