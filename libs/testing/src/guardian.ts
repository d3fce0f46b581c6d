import { spawn, type ChildProcess } from 'node:child_process';

/** Waits for a word on its input. If the input ends without one, its parent died: it ends the child and tidies up. */
const SCRIPT = `
  read -r word; test "$word" = dismissed && exit 0
  kill -s "$1" "$2"
  test -z "$3" && exit 0
  sleep 1; rm -rf "$3"`;

/** Ends a child process when this process ends, in whatever way: even a SIGKILL of the tests leaves nothing behind. */
export class Guardian {
  private constructor(private readonly watcher: ChildProcess) {}

  /**
   * @param signal what ends the child
   * @param directory is removed then
   */
  static over(child: ChildProcess, signal: 'KILL' | 'QUIT', directory = ''): Guardian {
    const words = ['-c', SCRIPT, 'guardian', signal, String(child.pid), directory];
    const watcher = spawn('/bin/sh', words, { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    watcher.unref();
    watcher.stdin?.on('error', () => undefined);
    (watcher.stdin as unknown as { unref?(): void }).unref?.();
    const guardian = new Guardian(watcher);
    child.once('exit', () => guardian.dismiss());
    return guardian;
  }

  private dismiss(): void {
    this.watcher.stdin?.end('dismissed\n');
  }
}
