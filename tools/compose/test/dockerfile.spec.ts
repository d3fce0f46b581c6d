import { text } from './workspace.js';

const dockerfile = text('Dockerfile');
const stages = dockerfile.split(/^FROM /m).slice(1);
const stage = (name: string) => stages.find((body) => new RegExp(`^\\S+ AS ${name}\\n`).test(body)) ?? '';

describe('the Dockerfile', () => {
  it('starts from images of a fixed version, the last of them without a shell', () => {
    expect(dockerfile).toMatch(/^ARG NODE_IMAGE=node:24\.\d+\.\d+-slim$/m);
    expect(dockerfile).toMatch(/^ARG RUNTIME_IMAGE=gcr\.io\/distroless\/nodejs24-debian13:nonroot$/m);
    for (const [, image = ''] of dockerfile.matchAll(/^FROM (\S+)/gm)) expect(image).not.toContain('latest');
  });

  it('installs by the lock file, from the package files alone, and runs no script of a package', () => {
    expect(stage('dependencies')).toContain('npm ci --ignore-scripts');
    expect(stage('dependencies').match(/^COPY .*$/gm)).toEqual(['COPY --from=manifests /manifests ./']);
  });

  it('copies into the images only what is needed at run time', () => {
    const copied = [...stage('service').matchAll(/^COPY --from=(\S+) (\S+)/gm)].map(([, from, path]) => [
      from,
      path,
    ]);
    expect(copied).toEqual([
      ['production-modules', '/production/node_modules'],
      ['build', '/built/libs'],
      ['build', '/built/apps/${SERVICE}'],
    ]);
  });

  it('copies dependencies before code, so that their layer outlives a change', () => {
    const service = stage('service');
    expect(service.indexOf('node_modules')).toBeLessThan(service.indexOf('/built/'));
  });

  it('runs as nobody in particular, and never a shell', () => {
    expect(stage('runtime')).toMatch(/^USER 65532:65532$/m);
    for (const name of ['runtime', 'service', 'alert-receiver', 'stand-in']) {
      expect([name, stage(name)]).toEqual([name, expect.not.stringMatching(/^RUN /m)]);
      const commands = stage(name).match(/^(?:CMD|ENTRYPOINT) .*$|^ {2}CMD .*$/gm) ?? [];
      for (const command of commands) expect(command).toMatch(/(?:CMD|ENTRYPOINT) \[/);
    }
    expect(dockerfile).not.toMatch(/^USER (?:root|0)\b/m);
  });

  it('says of every image what it is and from which commit', () => {
    for (const name of ['service', 'alert-receiver', 'stand-in'])
      for (const label of ['title', 'description', 'version', 'revision', 'licenses'])
        expect(stage(name)).toContain(`org.opencontainers.image.${label}=`);
  });

  it('checks every program without a shell', () => {
    for (const name of ['service', 'alert-receiver'])
      expect(stage(name)).toMatch(
        /^HEALTHCHECK .*\\\n {2}CMD \["\/nodejs\/bin\/node", "\/app\/health-check\.mjs"/m,
      );
  });
});
