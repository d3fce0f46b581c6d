import { pause, repeat, systemClock } from '@baluarte/chaos';
import type { World } from '../world/world.js';
import { Customers } from './customers.js';
import { Game } from './game.js';
import { readAnswer, WHAT_CAN_BE_SAID, type Saying } from './read-answer.js';
import type { Scenario } from './scenario.js';

const LOOK_EVERY_MS = 500;

/** What a round is played with. */
export interface Table {
  readonly world: World;
  readonly scenario: Scenario;
  /** How long all is well before the fault comes. */
  readonly calmMs: number;
  /** What the team types. */
  readonly lines: AsyncIterable<string>;
  readonly say: (text: string) => void;
  readonly signal: AbortSignal;
}

/** Plays a round: it is over when the fault is understood and nobody suffers any more, or when the team gives up. */
export async function play({ world, scenario, calmMs, lines, say, signal }: Table): Promise<Game> {
  const game = new Game(scenario);
  const customers = new Customers(world);
  const over = new AbortController();
  const untilOver = AbortSignal.any([signal, over.signal]);
  const fault = pause(systemClock, calmMs, untilOver).then(async () => {
    if (untilOver.aborted) return;
    await scenario.inject(world);
    game.injected(systemClock.now());
  });
  const watching = fault.then(() =>
    watch(game, customers, { signal: untilOver, say, end: () => over.abort() }),
  );
  say(
    `Customers are in the shop. Some time from now something goes wrong. You can say:\n${WHAT_CAN_BE_SAID}`,
  );
  try {
    await listen(lines, untilOver, (saying) => {
      if (saying.type === 'give up') over.abort();
      else say(answerTo(saying, game, customers));
      if (game.isOver) over.abort();
    });
    return game;
  } finally {
    over.abort();
    await Promise.all([watching, customers.leave()]);
    await world.faults.reset();
  }
}

/** Sees when the customers, once hurt, are well again. */
async function watch(
  game: Game,
  customers: Customers,
  { signal, say, end }: Pick<Table, 'signal' | 'say'> & { readonly end: () => void },
): Promise<void> {
  let wereHurt = false;
  await repeat(systemClock, LOOK_EVERY_MS, signal, () => {
    const areWell = customers.areWell(game.scenario);
    wereHurt ||= !areWell;
    if (!wereHurt || !areWell || game.times.mitigateMs !== undefined) return;
    game.mitigated(systemClock.now());
    say(game.isDiagnosed ? 'Nobody suffers any more.' : 'Nobody suffers any more. What was it?');
    if (game.isOver) end();
  });
}

/** Reads lines until there are no more or the round is over. */
async function listen(
  lines: AsyncIterable<string>,
  signal: AbortSignal,
  take: (saying: Saying) => void,
): Promise<void> {
  const ended = new Promise<IteratorResult<string>>((resolve) => {
    const end = () => resolve({ done: true, value: undefined });
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
  const iterator = lines[Symbol.asyncIterator]();
  for (;;) {
    const { done, value } = await Promise.race([ended, iterator.next()]);
    if (done === true || signal.aborted) return;
    if (value.trim() !== '') take(readAnswer(value));
  }
}

function answerTo(saying: Saying, game: Game, customers: Customers): string {
  const nowMs = systemClock.now();
  switch (saying.type) {
    case 'found':
      return game.detect(nowMs, saying.words) ? 'Noted. What is it?' : 'Nothing is wrong yet. Keep looking.';
    case 'diagnosis':
      return game.diagnose(nowMs, saying.diagnosis)
        ? 'That is it. End it: repair the edge at the fault proxy, or do what its runbook says.'
        : 'That is not it.';
    case 'hint':
      return game.hint() ?? 'There is no other hint.';
    case 'unclear':
      return saying.why;
    default:
      return customers.describe();
  }
}
