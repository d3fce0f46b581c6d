import { unknownKeys } from './unknown-keys.js';

export interface Step {
  readonly name?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly if?: string;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

/** A workflow of GitHub Actions, with the keys that are used here. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const WORKFLOW = ['name', 'on', 'permissions', 'concurrency', 'jobs'];
/** `permissions` is none of them: no job asks for more than its workflow has. */
const JOB = ['name', 'if', 'runs-on', 'timeout-minutes', 'strategy', 'steps'];
const STEP = ['name', 'if', 'uses', 'run', 'with'];
const PINNED = /^\s*(?:- )?uses: [\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;

/** What is wrong with a workflow, in words. */
export function workflowMistakes(source: string, workflow: Workflow): string[] {
  const jobs = Object.values(workflow.jobs);
  const steps = jobs.flatMap((job) => job.steps);
  const unpinned = source.split('\n').filter((line) => /^[^#]*\buses:/.test(line) && !PINNED.test(line));
  const checks: [boolean, string][] = [
    [JSON.stringify(workflow.permissions) !== '{"contents":"read"}', 'it may do more than read'],
    [workflow.concurrency?.['cancel-in-progress'] !== true, 'an older run goes on'],
    [/pull_request_target|secrets\./.test(source), 'code of a stranger could meet a secret'],
    [
      jobs.some((job) => !((job['timeout-minutes'] ?? Infinity) <= 30)),
      'a job may run longer than 30 minutes',
    ],
    [steps.some(keepsCredentials), 'a checkout leaves its credentials behind'],
    [steps.some(({ run = '' }) => run.includes('${{')), 'a script is put together from an expression'],
  ];
  return [
    ...unpinned.map((line) => `not pinned to a commit with its version: ${line.trim()}`),
    ...unknownKeys(workflow, WORKFLOW),
    ...jobs.flatMap((job) => unknownKeys(job, JOB)),
    ...steps.flatMap((step) => unknownKeys(step, STEP)),
    ...checks.filter(([isWrong]) => isWrong).map(([, words]) => words),
  ];
}

const keepsCredentials = ({ uses = '', with: inputs = {} }: Step) =>
  uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false;
