/**
 * Lines of a table whose columns stand straight in a terminal, Chinese names included.
 * @param {string[][]} rows
 * @param {string} [indent]
 * @returns {string[]}
 */
export function tableLines(rows, indent = '  ') {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) =>
    Math.max(...rows.map((row) => cells(row[at] ?? ''))),
  );
  return rows.map((row) => {
    const padded = row.map((text, at) => text + ' '.repeat((widths[at] ?? 0) - cells(text)));
    return (indent + padded.join('   ')).trimEnd();
  });
}

/**
 * How many cells of a terminal a text takes: Chinese, Japanese, Korean and full-width signs take two.
 * @param {string} text
 */
export function cells(text) {
  let width = 0;
  for (const sign of text)
    width +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u.test(
        sign,
      )
        ? 2
        : 1;
  return width;
}

/**
 * The one table of a start: where the pages are and who can log in.
 * @param {object} start
 * @param {string} start.url
 * @param {[string, string][]} start.pages what it is, path
 * @param {import('./demo.mjs').People} start.people
 * @param {string} start.accountsFile
 * @param {string} start.folder
 * @param {string[]} start.notes what the server has to say to people
 * @param {string[]} [start.codes] phone addresses as QR codes, line by line
 * @returns {string[]}
 */
export function startTable({ url, pages, people, accountsFile, folder, notes, codes = [] }) {
  const lines = ['', ...tableLines(pages.map(([name, path]) => [name, `${url}${path}`]))];
  if (people.accounts.length > 0) lines.push('', ...peopleLines(url, people, accountsFile));
  lines.push(...codes);
  if (notes.length > 0) lines.push('', ...notes.map((note) => `  ${note}`));
  return [...lines, '', `Data and logs in ${folder}. Ctrl-C stops everything that was started here.`, ''];
}

/** @param {string} url @param {import('./demo.mjs').People} people @param {string} accountsFile */
function peopleLines(url, { demo, accounts }, accountsFile) {
  const shown = accounts.some((account) => account.password);
  const rows = accounts.map(({ name, role, password, where }) => [
    name,
    ...(shown ? [password ?? ''] : []),
    role,
    where ? `${url}${where}` : '',
  ]);
  const head = ['account', ...(shown ? ['password'] : []), 'role', 'page'];
  return [
    demo ? 'This is a demo city. Its accounts:' : 'The first account:',
    ...tableLines([head, ...rows]),
    `  The password${accounts.length > 1 ? 's stand' : ' stands'}${shown ? ' also' : ''} in ${accountsFile}`,
  ];
}
