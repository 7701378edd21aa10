/** Words of the keys of other systems. */
export const keyWords = {
  zh: {
    key: {
      add: '新密钥',
      name: '给哪个系统',
      scopes: '可以做什么',
      scope: { export: '取开放数据（不含个人信息）' },
      none: '还没有接口密钥',
      noneHint: '其他系统凭密钥取数据：每个系统一个，只显示一次，可随时撤销。大屏的密钥在“大屏密钥”里。',
      made: '生成',
      used: '最近使用',
      never: '没用过',
      revoke: '撤销',
      revokeLong: '撤销“{{name}}”的密钥？',
      revokeHint: '这个系统马上就不能再用它；不能恢复，需要时另发一个。',
      revoked: '{{at}} 由 {{by}} 撤销',
      shown: '“{{name}}”的密钥',
      hint: '请求时放在标头里：Authorization: Bearer 密钥',
      use: '开放数据：GET {{path}}?period=1&format=csv（或 geojson）',
    },
  },
  en: {
    key: {
      add: 'New key',
      name: 'For which system',
      scopes: 'What it may do',
      scope: { export: 'Fetch open data (nobody is in it)' },
      none: 'No API keys yet',
      noneHint:
        'Other systems fetch data by a key: one each, shown once, revocable. Keys of wall screens are under Wall keys.',
      made: 'Made',
      used: 'Last used',
      never: 'never',
      revoke: 'Revoke',
      revokeLong: 'Revoke the key of “{{name}}”?',
      revokeHint:
        'The system cannot use it any more from now on. There is no way back; make another one if needed.',
      revoked: 'revoked {{at}} by {{by}}',
      shown: 'Key of “{{name}}”',
      hint: 'It goes into a header of each request: Authorization: Bearer KEY',
      use: 'Open data: GET {{path}}?period=1&format=csv (or geojson)',
    },
  },
};
