import { crashAfter } from './testing/crash.js';
import { loseTheFirstAnswer } from './testing/lost-answer.js';
import { anHour } from './testing/patience.js';

/** Runs what the README of @baluarte/testing shows, and prints what came out as one line of JSON. */
async function main() {
  const post = (url: string) => fetch(url, { method: 'POST' });
  const lost = await loseTheFirstAnswer(async (url) => (await post(url).catch(() => post(url))).json());
  const urls: string[] = [];
  const keep = async (url: string) => void urls.push(url);
  await crashAfter(keep, keep);
  process.stdout.write(`${JSON.stringify({ lost, urls, hour: await anHour() })}\n`);
}

void main();
