import { expect, type SystemUnderCheck } from '../system-under-check.js';

const SIZE_LIMIT_BYTES = 200_000_000;

interface Container {
  readonly Name: string;
  readonly Image: string;
  readonly Config: { readonly User: string; readonly Image: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly Privileged: boolean;
    readonly CapDrop: readonly string[] | null;
  };
}

/** Our own containers run without root, without a writable file system, and are not large. */
export async function checkHardening({ docker, compose, signal, say }: SystemUnderCheck): Promise<void> {
  const ids = (await docker.ask([...compose, 'ps', '--all', '--quiet'], signal)).trim().split('\n');
  const containers = JSON.parse(await docker.ask(['inspect', ...ids], signal)) as Container[];
  for (const { Name, HostConfig } of containers) {
    expect(HostConfig.ReadonlyRootfs, `${Name} has a writable root file system.`);
    expect(!HostConfig.Privileged, `${Name} is privileged.`);
    expect(HostConfig.CapDrop?.includes('ALL') ?? false, `${Name} keeps capabilities.`);
  }
  const own = containers.filter(({ Config }) => Config.Image.startsWith('baluarte/'));
  for (const { Name, Config } of own) expect(/^[1-9]/.test(Config.User), `${Name} runs as root.`);
  const sizes = await Promise.all(
    own.map(async ({ Config }) => {
      const size = Number(
        await docker.ask(['image', 'inspect', '--format', '{{.Size}}', Config.Image], signal),
      );
      expect(size <= SIZE_LIMIT_BYTES, `${Config.Image} has ${size} bytes, more than ${SIZE_LIMIT_BYTES}.`);
      return Math.round(size / 1_000_000);
    }),
  );
  say(
    `${containers.length} containers are read-only; ${own.length} images of ours, at most ${Math.max(...sizes)} MB`,
  );
}
