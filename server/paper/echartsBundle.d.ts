// One file instead of some hundred: a paper's process starts in a tenth of the time.
declare module 'echarts/dist/echarts.esm.min.mjs' {
  export { init } from 'echarts';
}
