import { unknownKeys } from './unknown-keys.js';

interface Element {
  readonly type: string;
  readonly id?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly validations?: Readonly<Record<string, unknown>>;
}

/** An issue form of GitHub. */
export interface IssueForm {
  readonly name?: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  readonly body?: readonly Element[];
}

/** What GitHub takes, by type; the first is demanded. */
const ATTRIBUTES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  markdown: ['value'],
  textarea: ['label', 'description', 'placeholder', 'value', 'render'],
  input: ['label', 'description', 'placeholder', 'value'],
  dropdown: ['label', 'description', 'options', 'multiple', 'default'],
  checkboxes: ['label', 'description', 'options'],
};

/** Why GitHub would not show a form. */
export function formMistakes(form: IssueForm): string[] {
  const { name, description, body = [] } = form;
  const ids = body.flatMap(({ id }) => id ?? []);
  const checks: [boolean, string][] = [
    [!name || !description, 'it has no name or no description'],
    [body.every(({ type }) => type === 'markdown'), 'it asks for nothing'],
    [new Set(ids).size !== ids.length, 'two elements have one id'],
  ];
  return [
    ...unknownKeys(form, ['name', 'description', 'title', 'labels', 'assignees', 'body']),
    ...checks.filter(([isWrong]) => isWrong).map(([, words]) => words),
    ...body.flatMap((element, index) => elementMistakes(element).map((words) => `body[${index}]: ${words}`)),
  ];
}

function elementMistakes(element: Element): string[] {
  const { type, id, attributes = {}, validations = {} } = element;
  const known = ATTRIBUTES[type];
  if (known === undefined) return [`no such type: ${type}`];
  const { options = [] } = attributes as { options?: readonly unknown[] };
  const checks: [boolean, string][] = [
    [typeof attributes[known[0]] !== 'string', `it has no ${known[0]}`],
    [type !== 'markdown' && !/^[\w-]+$/.test(id ?? ''), 'it has no id'],
    [known.includes('options') && new Set(options).size === 0, 'it has no options'],
    [new Set(options).size !== options.length, 'two options are the same'],
    [
      'required' in validations && typeof validations['required'] !== 'boolean',
      'required is not true or false',
    ],
  ];
  return [
    ...unknownKeys(element, ['type', 'id', 'attributes', 'validations']),
    ...unknownKeys(attributes, known),
    ...unknownKeys(validations, ['required']),
    ...checks.filter(([isWrong]) => isWrong).map(([, words]) => words),
  ];
}
