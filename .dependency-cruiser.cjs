/** The arrows of the house: no arrow goes back up, and there are no circles. */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to: { path: to } });
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbid(
      'rules-import-only-rules',
      '^core/rules/',
      '^(core/contract|db|actions|server|workers|cli|web|test|node_modules)/',
    ),
    {
      name: 'rules-use-no-node',
      severity: 'error',
      from: { path: '^core/' },
      to: { dependencyTypes: ['core'] },
    },
    forbid('contract-imports-rules-only', '^core/contract/', '^(db|actions|server|workers|cli|web|test)/'),
    forbid('contract-uses-zod-only', '^core/contract/', '^node_modules/(?!zod/)'),
    forbid('db-is-below-actions', '^db/', '^(actions|server|workers|cli|web|test)/'),
    forbid('actions-are-below-doors', '^actions/', '^(server|workers|cli|web|test)/'),
    forbid('server-never-workers', '^server/', '^(workers|cli|web|test)/'),
    forbid('workers-never-server', '^workers/', '^(server|cli|web|test)/'),
    forbid('web-sees-contract-and-rules', '^web/', '^(db|actions|server|workers|cli|test)/'),
    forbid('cli-never-web', '^cli/', '^(web|test)/'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
