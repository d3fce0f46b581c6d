import { posix } from 'node:path';
import type { Alert } from './alerts.js';
import { runbookUid } from '../links.js';

const LINK = /\[([^\]]+)\]\(([^):#]+\.md)(?:#[^)]*)?\)/g;

/**
 * A runbook as it is read within Grafana: its heading is the title of the dashboard, links to other runbooks lead to
 * their dashboards, and other pages of the repository are named by their path.
 */
export function runbookText(markdown: string, { runbook }: Alert, alerts: readonly Alert[]): string {
  const folder = posix.dirname(runbook);
  return markdown
    .replace(/^# .*\n+/, '')
    .replace(LINK, (_link, text: string, target: string) => {
      const path = posix.join(folder, target);
      const other = alerts.find((alert) => alert.runbook === path);
      return other === undefined ? `${text} (${path})` : `[${text}](/d/${runbookUid(other.name)})`;
    })
    .trim();
}
