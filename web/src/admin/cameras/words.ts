/** Words of the camera register. */
export const cameraWords = {
  zh: {
    camera: {
      add: '登记摄像头',
      saved: '已登记',
      none: '还没有登记摄像头。登记后，受理员可以从摄像头取一帧画面上报。',
      code: '编号',
      name: '名称',
      zh: '中文名称',
      en: '英文名称',
      owner: '权属单位',
      bearing: '朝向',
      bearingLong: '朝向（自正北顺时针 0–359 度，空为全向）',
      snapshotUrl: '取图地址（HTTP 快照）',
      closed: '停用',
      place: '在地图上点击设定位置。',
      placed: '位置已设定，可以点击或拖动修改。',
    },
  },
  en: {
    camera: {
      add: 'Enter a camera',
      saved: 'Entered',
      none: 'No cameras yet. Once entered, officers can report with a frame of them.',
      code: 'Code',
      name: 'Name',
      zh: 'Name in Chinese',
      en: 'Name in English',
      owner: 'Owner',
      bearing: 'Looks to',
      bearingLong: 'Looks to (degrees clockwise from north, 0–359; empty: all around)',
      snapshotUrl: 'Address of the frame (HTTP snapshot)',
      closed: 'out of use',
      place: 'Click the map to set its place.',
      placed: 'The place is set; click or drag to change it.',
    },
  },
};
