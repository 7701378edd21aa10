/** Words of the voice note; they come with it, behind the page. */
export const voiceZh = {
  label: '语音备注',
  asking: '正在打开麦克风…',
  recording: '录音中 {{at}}',
  most: '最长 {{most}}，约 {{kb}} KB',
  stop: '停止',
  said: '语音备注 {{at}}',
  play: '播放语音备注',
  drop: '删除',
  again: '重录',
  unable: '这个浏览器不能录音。请写文字说明。',
  denied: '没有麦克风权限，没有录音。请在浏览器里允许，或写文字说明。',
  none: '没有找到麦克风。请写文字说明。',
  failed: '录音没有成功。请再试，或写文字说明；填的都在。',
  full: '手机存储已满，录音停止。已存下的都在；请先清理手机或让发件箱发出去。',
};

export const voiceEn: typeof voiceZh = {
  label: 'Voice note',
  asking: 'Opening the microphone…',
  recording: 'Recording {{at}}',
  most: 'at most {{most}}, about {{kb}} KB',
  stop: 'Stop',
  said: 'Voice note {{at}}',
  play: 'Play the voice note',
  drop: 'Delete',
  again: 'Record again',
  unable: 'This browser cannot record. Write a note instead.',
  denied: 'The microphone is not allowed; nothing was recorded. Allow it in the browser, or write a note.',
  none: 'There is no microphone. Write a note instead.',
  failed: 'The recording failed. Try again, or write a note; what you entered is kept.',
  full: 'The phone is full, the recording has stopped. What was kept stays; let the outbox send first or free some room.',
};
