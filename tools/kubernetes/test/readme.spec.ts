import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { base, ofKind, ROOT, text } from './workspace.js';

const PAGES = ['deploy/kubernetes/README.md', 'docs/guide/chaos-elsewhere.md'];
const README = text('deploy/kubernetes/README.md');

describe('the pages', () => {
  it.each(PAGES)('%s lead to files and folders that there are', (page) => {
    const links = [...text(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) =>
      join(dirname(page), link),
    );
    const named = [...text(page).matchAll(/(?<![\w./])((?:deploy|tools|docs)\/[\w./-]+[\w])/g)].map(
      ([, path = '']) => path,
    );
    const missing = [...links, ...named].filter((path) => !existsSync(join(ROOT, path)));
    expect(links.length + named.length).toBeGreaterThan(4);
    expect(missing).toEqual([]);
  });

  it('show an adapter that serves every metric the autoscalers ask for', () => {
    const [, block = ''] = /```yaml\n(rules:[\s\S]*?)```/.exec(README) ?? [];
    const { rules } = parse(block) as { rules: readonly { seriesQuery: string }[] };
    const served = rules.map(({ seriesQuery }) => seriesQuery.split('{')[0]);
    const asked = ofKind<IHorizontalPodAutoscaler>(base, 'HorizontalPodAutoscaler').flatMap(({ spec }) =>
      (spec?.metrics ?? []).flatMap(({ pods }) => pods?.metric.name ?? []),
    );
    expect(new Set(served)).toEqual(new Set(asked));
  });

  it('name the scripts that there are', () => {
    const { scripts } = JSON.parse(text('tools/kubernetes/package.json')) as {
      scripts: Record<string, string>;
    };
    const named = [...README.matchAll(/npm run ([\w:]+) -w @baluarte\/kubernetes/g)].map(([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
