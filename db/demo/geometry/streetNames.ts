/** Names for the streets that the generator adds; stems are places of the province and of the quarter. */
import type { Random } from './random.ts';
import { names, SUBDISTRICTS } from './subdistricts.ts';
import type { Name } from './types.ts';

const STEMS = names(
  "阳关:Yangguan 玉门:Yumen 金塔:Jinta 民勤:Minqin 永昌:Yongchang 山丹:Shandan 高台:Gaotai 临泽:Linze 肃南:Sunan 古浪:Gulang 天祝:Tianzhu 景泰:Jingtai 会宁:Huining 通渭:Tongwei 陇西:Longxi 渭源:Weiyuan 临洮:Lintao 武山:Wushan 甘谷:Gangu 秦安:Qin'an 清水:Qingshui 两当:Liangdang 宕昌:Dangchang 舟曲:Zhouqu 迭部:Diebu 卓尼:Zhuoni 临潭:Lintan 夏河:Xiahe 碌曲:Luqu 玛曲:Maqu 永靖:Yongjing 和政:Hezheng 广河:Guanghe 康乐:Kangle 积石:Jishi 华池:Huachi 合水:Heshui 正宁:Zhengning 镇原:Zhenyuan 泾川:Jingchuan 灵台:Lingtai 崇信:Chongxin 华亭:Huating 庄浪:Zhuanglang 静宁:Jingning 肃北:Subei 疏勒:Shule 党河:Danghe 祁连:Qilian 焉支:Yanzhi 居延:Juyan 黑河:Heihe 石羊:Shiyang 洮河:Taohe 大夏:Daxia 麦积:Maiji 崆峒:Kongtong 伏羲:Fuxi 莲花:Lianhua 鸣沙:Mingsha 月牙:Yueya 嘉陵:Jialing 白龙:Bailong 马鬃:Mazong 乌鞘:Wuqiao 兴隆:Xinglong 皋兰:Gaolan 榆中:Yuzhong",
);

const ROADS: Name[] = [
  { zh: '路', en: 'Road' },
  { zh: '街', en: 'Street' },
];
const SIDES: Name[] = names(
  '东街:East_Street 西街:West_Street 南街:South_Street 北街:North_Street 中街:Middle_Street 后街:Back_Street',
);
const NUMBERS = names('一:1st 二:2nd 三:3rd 四:4th 五:5th 六:6th 七:7th 八:8th 九:9th 十:10th');

export interface StreetNamer {
  road(): Name;
  /** A lane's name, from the stems of its subdistrict. */
  lane(subdistrict: number): Name;
}

/** Gives every name once. */
export function streetNamer(random: Random): StreetNamer {
  const plain = shuffled(
    STEMS.map((stem, i) => joined(stem, ROADS[i % 3 === 2 ? 1 : 0]!)),
    random,
  );
  const sides = names('东路:East_Road 北路:North_Road');
  const more = shuffled(
    STEMS.map((stem, i) => joined(stem, sides[i % 2]!)),
    random,
  );
  const roads = [...more, ...plain];
  const lanes = SUBDISTRICTS.map((plan) => shuffled(plan.lanes.flatMap(laneNames), random));
  return {
    road: () => take(roads),
    lane: (subdistrict) => take(lanes[subdistrict]!),
  };
}

function laneNames(stem: Name): Name[] {
  return [
    ...SIDES.map((side) => joined(stem, side)),
    ...NUMBERS.map((n) => ({ zh: `${stem.zh}${n.zh}巷`, en: `${stem.en} ${n.en} Lane` })),
  ];
}

function joined(stem: Name, suffix: Name): Name {
  return { zh: stem.zh + suffix.zh, en: `${stem.en} ${suffix.en}` };
}

function take(list: Name[]): Name {
  const name = list.pop();
  if (name === undefined) throw new Error('The demo city has more streets than names');
  return name;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}
