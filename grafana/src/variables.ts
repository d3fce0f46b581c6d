import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
  type VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PROMETHEUS } from './data-sources.js';

const labelValues = (name: string, label: string, query: string) =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(PROMETHEUS)
    .query({ query, refId: name })
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalAsc);

/** One service. */
export const oneService = (): Builder<VariableModel> =>
  labelValues('service', 'Service', 'label_values(up{job="services"}, service)').current({
    selected: true,
    text: 'orders',
    value: 'orders',
  });

/** Some services, or all. */
export const services = (): Builder<VariableModel> =>
  labelValues('service', 'Services', 'label_values(up{job="services"}, service)')
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current({ selected: true, text: ['All'], value: ['$__all'] });

/** An error code, or any, no code among them. */
export const errorCode = (): Builder<VariableModel> =>
  labelValues('error_code', 'Error code', 'label_values(app_errors_total{service=~"$service"}, error_code)')
    .includeAll(true)
    .allValue('.*')
    .current({ selected: true, text: 'All', value: '$__all' });

/** Free text; empty means any. */
export const filter = (name: string, label: string, description: string): Builder<VariableModel> =>
  new TextBoxVariableBuilder(name)
    .label(label)
    .description(description)
    .defaultValue('')
    .current({ selected: true, text: '', value: '' });
