/** Named places by hand. Points are in the drawing's metres (before scaling), see `ground.ts`. */
import type { Point } from './plane.ts';
import type { LandUse, Name, PlaceKind } from './types.ts';

export interface Landmark {
  name: Name;
  kind: PlaceKind;
  /** What its block is used for; null: only a point. */
  use: LandUse | null;
  rank: 1 | 2 | 3;
  at: Point;
}

type Row = [
  zh: string,
  en: string,
  kind: PlaceKind,
  use: LandUse | null,
  rank: 1 | 2 | 3,
  x: number,
  y: number,
];

const ROWS: Row[] = [
  ['兰州西站', 'Lanzhou West Station', 'station', 'station', 1, -2950, -10],
  ['西站北广场', 'Xizhan North Plaza', 'square', 'square', 1, -2950, 180],
  ['兰州西客运站', 'Lanzhou West Coach Station', 'bus-station', 'station', 2, -2330, 240],
  ['西站什字', 'Xizhan Shizi Metro', 'metro', null, 2, -2010, 415],
  ['兰州西站北广场地铁站', 'West Station North Plaza Metro', 'metro', null, 3, -2940, 545],
  ['土门墩地铁站', 'Tumendun Metro', 'metro', null, 2, -4040, 620],
  ['七里河地铁站', 'Qilihe Metro', 'metro', null, 2, -860, 80],
  ['文化宫地铁站', 'Wenhuagong Metro', 'metro', null, 2, 230, -30],
  ['小西湖地铁站', 'Xiaoxihu Metro', 'metro', null, 2, 1170, -70],
  ['小西湖公园', 'Xiaoxihu Park', 'park', 'park', 1, 980, 650],
  ['马滩中央公园', 'Matan Central Park', 'park', 'park', 1, -4350, 1350],
  ['彭家坪公园', 'Pengjiaping Park', 'park', 'park', 2, -4750, -700],
  ['龚家坪公园', 'Gongjiaping Park', 'park', 'park', 2, -2500, -1420],
  ['晏家坪公园', 'Yanjiaping Park', 'park', 'park', 2, -130, -1850],
  ['百合公园', 'Lily Park', 'park', 'park', 2, -300, 640],
  ['西园公园', 'Xiyuan Park', 'park', 'park', 2, 1650, -650],
  ['七里河体育公园', 'Qilihe Sports Park', 'stadium', 'park', 2, -2500, 1050],
  ['七里河广场', 'Qilihe Square', 'square', 'square', 2, -640, 220],
  ['小西湖综合市场', 'Xiaoxihu Market', 'market', 'commercial', 2, 1400, 150],
  ['建兰市场', 'Jianlan Market', 'market', 'commercial', 2, 320, 130],
  ['敦煌路市场', 'Dunhuang Road Market', 'market', 'commercial', 2, -700, 400],
  ['义乌商贸城', 'Yiwu Trade City', 'market', 'commercial', 2, -1700, 60],
  ['土门墩建材市场', 'Tumendun Building Materials Market', 'market', 'commercial', 2, -4350, 350],
  ['龚家湾市场', 'Gongjiawan Market', 'market', 'commercial', 3, -2400, -800],
  ['晏家坪市场', 'Yanjiaping Market', 'market', 'commercial', 3, -150, -1250],
  ['上西园市场', 'Shangxiyuan Market', 'market', 'commercial', 3, 1700, -250],
  ['西站购物中心', 'Xizhan Shopping Centre', 'mall', 'commercial', 2, -2300, 430],
  ['小西湖购物中心', 'Xiaoxihu Shopping Centre', 'mall', 'commercial', 2, 900, 120],
  ['银安广场', "Yin'an Plaza", 'mall', 'commercial', 2, -3750, 900],
  ['兰州理工大学', 'Lanzhou University of Technology', 'university', 'school', 1, 650, -950],
  ['铁道技术学院', 'Railway Technical College', 'university', 'school', 2, -1500, -700],
  ['七里河中学', 'Qilihe High School', 'school', 'school', 2, -400, 330],
  ['西园中学', 'Xiyuan High School', 'school', 'school', 3, 2350, -550],
  ['秀川中学', 'Xiuchuan High School', 'school', 'school', 3, -4650, 950],
  ['彭家坪中学', 'Pengjiaping High School', 'school', 'school', 3, -4950, -1000],
  ['西站小学', 'Xizhan Primary School', 'school', 'school', 3, -2650, 750],
  ['火星街小学', 'Huoxing Street Primary School', 'school', 'school', 3, -3300, 700],
  ['敦煌路小学', 'Dunhuang Road Primary School', 'school', 'school', 3, -1050, 700],
  ['建兰路小学', 'Jianlan Road Primary School', 'school', 'school', 3, -100, 180],
  ['王家堡小学', 'Wangjiapu Primary School', 'school', 'school', 3, -450, -350],
  ['龚家湾小学', 'Gongjiawan Primary School', 'school', 'school', 3, -2700, -350],
  ['晏家坪第一小学', 'Yanjiaping First Primary School', 'school', 'school', 3, -650, -1700],
  ['五星坪小学', 'Wuxingping Primary School', 'school', 'school', 3, 1700, -1950],
  ['甘肃省中医院', 'Gansu Hospital of Chinese Medicine', 'hospital', 'hospital', 1, -3450, 1150],
  ['七里河区人民医院', "Qilihe People's Hospital", 'hospital', 'hospital', 2, -250, -230],
  ['小西湖医院', 'Xiaoxihu Hospital', 'hospital', 'hospital', 2, 650, 380],
  ['龚家湾医院', 'Gongjiawan Hospital', 'hospital', 'hospital', 3, -3300, -750],
  ['七里河区人民政府', 'Qilihe District Government', 'government', 'office', 1, -1150, -50],
  ['监督指挥中心', 'Supervision and Command Centre', 'government', 'office', 2, -1080, 230],
  ['甘肃省博物馆', 'Gansu Provincial Museum', 'museum', 'office', 1, -1550, 420],
  ['工人文化宫', "Workers' Cultural Palace", 'museum', 'park', 2, 950, -250],
  ['七里河体育场', 'Qilihe Stadium', 'stadium', 'park', 2, -980, -300],
  ['兰石厂区', 'Lanshi Works', 'works', 'industrial', 2, -3600, -500],
  ['机车工厂', 'Locomotive Works', 'works', 'industrial', 2, -2650, -700],
  ['狸子沟村', 'Lizigou Village', 'village', null, 3, -850, -2350],
  ['石板山村', 'Shibanshan Village', 'village', null, 3, -3700, -1700],
];

export function landmarks(scale: number): Landmark[] {
  return ROWS.map(([zh, en, kind, use, rank, x, y]) => ({
    name: { zh, en },
    kind,
    use,
    rank,
    at: { x: x * scale, y: y * scale },
  }));
}
