/**
 * The libraries whose public API changed while their CHANGELOG.md did not. A report that is new is no change.
 *
 * @param changes lines of `git diff --name-status`
 */
export function changedInSilence(changes: readonly string[]): string[] {
  const changed = new Set(changes);
  return changes.flatMap((line) => {
    const folder = /^M\tlibs\/([a-z]+)\/api\.md$/.exec(line)?.[1];
    if (folder === undefined) return [];
    const told = ['M', 'A'].some((status) => changed.has(`${status}\tlibs/${folder}/CHANGELOG.md`));
    return told ? [] : [folder];
  });
}
