import { faults, FaultServer } from '@baluarte/testing';
import type { Measure } from '../measure.js';

interface Program {
  related(id: string): Promise<readonly string[] | null>;
}

const CALLS = 10;
const BUGS = [
  faults.respond({ status: 400 }),
  faults.respond({ body: { products: ['P002', 'P003'] } }),
] as const;

export const measure: Measure = async ({ program }) => {
  const server = (await FaultServer.start()).script(...BUGS, faults.respond({ status: 503 }));
  const { related } = await program<Program>({ 3004: server.port });
  let heard = 0;
  for (const _bug of BUGS) await related('P001').catch(() => (heard += 1));
  const answers: (readonly string[] | null)[] = [];
  for (let call = 0; call < CALLS; call += 1) answers.push(await related('P001'));
  return {
    'pages without recommendations, of 10 while the server is down': answers.length,
    'of these, pages that tell "nobody knows" from "there are none"': answers.filter(
      (answer) => answer === null,
    ).length,
    'bugs that somebody hears of, of 2 (a wrong request, an answer of another form)': heard,
  };
};
