import { imagesOf, runnable } from './project.js';

const project = {
  name: 'shop',
  services: {
    shop: { image: 'shop:1', build: { context: '.' }, depends_on: { database: {}, dashboard: {} } },
    database: { image: 'postgres:18.4' },
    dashboard: { image: 'grafana:13@sha256:0' },
  },
};

describe('what of a project can run', () => {
  it('needs the images that are not built', () => {
    expect(imagesOf(project)).toEqual(['grafana:13@sha256:0', 'postgres:18.4']);
  });

  it('is everything where all images can be had', () => {
    const available = new Map(imagesOf(project).map((image) => [image, image]));
    expect(runnable(project, available)).toEqual({ project, skipped: [] });
  });

  it('leaves out what has no image, and lets the rest start without it', () => {
    const { project: left, skipped } = runnable(project, new Map([['postgres:18.4', 'postgres:18.4']]));
    expect(skipped).toEqual(['dashboard']);
    expect(left).toEqual({
      name: 'shop',
      services: {
        shop: { image: 'shop:1', build: { context: '.' }, depends_on: { database: {} } },
        database: { image: 'postgres:18.4' },
      },
    });
  });

  it('runs the image that was found for the one asked for', () => {
    const available = new Map([
      ['postgres:18.4', 'postgres:18.4'],
      ['grafana:13@sha256:0', 'grafana:13'],
    ]);
    expect(runnable(project, available).project.services['dashboard']).toEqual({ image: 'grafana:13' });
  });
});
