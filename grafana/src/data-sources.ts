import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';

/** The data sources by their fixed uids: grafana/provisioning/datasources. */
export const PROMETHEUS: DataSourceRef = { type: 'prometheus', uid: 'prometheus' };
export const LOKI: DataSourceRef = { type: 'loki', uid: 'loki' };
export const TEMPO: DataSourceRef = { type: 'tempo', uid: 'tempo' };
/** Grafana's own store of annotations. */
export const GRAFANA: DataSourceRef = { type: 'grafana', uid: '-- Grafana --' };
