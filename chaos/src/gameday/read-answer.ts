import { KINDS, type Diagnosis, type Kind } from './scenario.js';

/** What a team can say. */
export type Saying =
  | { readonly type: 'found'; readonly words: string }
  | { readonly type: 'diagnosis'; readonly diagnosis: Diagnosis }
  | { readonly type: 'hint' | 'status' | 'give up' }
  | { readonly type: 'unclear'; readonly why: string };

export const WHAT_CAN_BE_SAID = `  found <what you see>      something is wrong
  it is <edge> <kind>       your diagnosis: it is payments_psp slow; kinds: ${KINDS.join(', ')}
  status                    what the customers get at the moment
  hint                      costs points
  give up                   the answer, and the end`;

/** Understands a line. */
export function readAnswer(line: string): Saying {
  const words = line.trim().split(/\s+/);
  const [first = '', second = ''] = words.map((word) => word.toLowerCase());
  if (first === 'found') return { type: 'found', words: words.slice(1).join(' ') };
  if (first === 'hint' || first === 'status') return { type: first };
  if (first === 'give' && second === 'up') return { type: 'give up' };
  if (first === 'it' && second === 'is') return readDiagnosis(words.slice(2));
  return {
    type: 'unclear',
    why: `"${line.trim()}" is nothing that can be said. You can say:\n${WHAT_CAN_BE_SAID}`,
  };
}

function readDiagnosis(words: readonly string[]): Saying {
  const [where = '', what = ''] = words.map((word) => word.toLowerCase());
  if (!/^[a-z]+_[a-z]+$/.test(where))
    return {
      type: 'unclear',
      why: `"${where}" is no edge: name it as the fault proxy does, such as payments_psp.`,
    };
  if (!KINDS.some((kind) => kind === what))
    return { type: 'unclear', why: `"${what}" is no kind of fault: it is one of ${KINDS.join(', ')}.` };
  return { type: 'diagnosis', diagnosis: { where, what: what as Kind } };
}
