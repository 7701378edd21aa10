/** Where the words of a clause may stand: under the clause itself, then under its rule alone. */
export function clauseKeys(clause: string): string[] {
  const rule = clause.slice(clause.lastIndexOf('.') + 1);
  return [clause.replaceAll('.', '-'), `any-${rule}`];
}
