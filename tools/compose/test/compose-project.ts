import { yaml } from './workspace.js';

export interface Service {
  readonly image?: string;
  readonly build?: { readonly target?: string; readonly args?: Readonly<Record<string, string | number>> };
  readonly command?: readonly string[];
  readonly profiles?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly mem_limit?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly networks?: { readonly default?: { readonly aliases?: readonly string[] } };
  readonly [key: string]: unknown;
}

export interface Project {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

export const project = yaml<Project>('docker-compose.yml');

/** Every service, by name. */
export const services = Object.entries(project.services);

/** What `docker compose up` starts. */
export const started = services.filter(([, { profiles }]) => profiles === undefined);

/** The services of the workspace itself. */
export const own = ['orders', 'payments', 'stock', 'recommendations', 'psp-simulator'];
