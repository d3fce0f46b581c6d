import { pathToFileURL } from 'node:url';

/** The process that `RunningProgram` starts: calls one function of a program with texts, and ends with its parent. */
process.once('disconnect', () => process.exit(1));
const [file = '', name = '', ...words] = process.argv.slice(2);
const program = (await import(pathToFileURL(file).href)) as Readonly<
  Record<string, (...words: string[]) => unknown>
>;
await program[name]?.(...words);
process.send?.('returned');
