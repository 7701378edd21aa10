/** What the phone says before the pages behind the login are there. */
export const entryZh = {
  title: '信息采集',
  count: '{{n}} 件',
  login: {
    title: '信息采集登录',
    locked: '{{name}}还有 {{n}} 件没有发送，锁在这部手机里，本人登录后才发。',
    again: '登录已过期，{{n}} 件等你登录后发送。照常上报即可，都存在手机里。',
    againNone: '登录已过期。照常上报即可，都存在手机里，登录后发送。',
    go: '登录',
    other: '现在登录的是另一个人：你的 {{n}} 件等你本人登录后发送。',
  },
  insecure: {
    title: '这个地址不安全，信息采集不能用',
    why: '浏览器只在 HTTPS 地址上允许以下几项，缺一样都会丢东西：',
    place: '定位',
    offline: '离线打开、离线上报',
    hash: '照片的防伪校验',
    camera: '页内相机',
    todo: '请用 HTTPS 地址打开，或向管理员要二维码。',
    go: '换到 HTTPS 地址',
  },
  unable: {
    title: '这个浏览器不能存东西',
    why: '无法打开手机里的数据库，上报会丢，所以不能开始。请关掉无痕模式，或换一个浏览器。',
  },
};
