/** The eight subdistricts: unit code and name as in the units list, where they grow from, names of communities. */
import type { Point } from './plane.ts';
import type { Name } from './types.ts';

interface SubdistrictPlan {
  unitCode: string;
  name: Name;
  shortName: Name;
  seed: Point;
  communities: Name[];
  /** Stems for the names of its lanes. */
  lanes: Name[];
}

/** `西湖:Xihu 小西湖:Xiaoxihu` as names. */
export function names(text: string): Name[] {
  return text.split(' ').map((pair) => {
    const [zh, en] = pair.split(':');
    return { zh: zh!, en: en!.replaceAll('_', ' ') };
  });
}

function plan(
  unitCode: string,
  zh: string,
  en: string,
  seed: Point,
  communities: string,
  lanes: string,
): SubdistrictPlan {
  return {
    unitCode,
    name: { zh: `${zh}街道`, en: `${en} Subdistrict` },
    shortName: { zh, en },
    seed,
    communities: names(communities),
    lanes: names(lanes),
  };
}

/** In the order of their codes, 620103001 to 620103008. */
export const SUBDISTRICTS: SubdistrictPlan[] = [
  plan(
    'xihu-street',
    '西湖',
    'Xihu',
    { x: 700, y: 350 },
    '小西湖:Xiaoxihu 西湖:Xihu 文化宫:Wenhuagong 骆驼巷:Luotuoxiang 百合园:Baiheyuan 北园:Beiyuan 湖滨:Hubin 柏树巷:Baishuxiang 三角线:Sanjiaoxian 南滨河中路:Nanbinhe_Middle_Road',
    '柏树:Baishu 骆驼:Luotuo 百合:Baihe 湖滨:Hubin 北园:Beiyuan 菜园:Caiyuan 水磨:Shuimo 渡口:Dukou 船坊:Chuanfang 文昌:Wenchang',
  ),
  plan(
    'jianlanlu-street',
    '建兰路',
    'Jianlanlu',
    { x: -250, y: -250 },
    '建兰路:Jianlanlu 建兰新村:Jianlan_Xincun 建工中街:Jiangong_Middle_Street 七里河桥:Qilihe_Bridge 王家堡:Wangjiapu 吴家园:Wujiayuan 健康路:Jiankanglu 民乐:Minle 理工大学:University_of_Technology 兰工坪北:Langongping_North',
    '建兰新村:Jianlan_Xincun 建工:Jiangong 王家堡:Wangjiapu 健康:Jiankang 民乐:Minle 工人:Gongren 和平里:Hepingli 车站:Chezhan 理工:Ligong 新桥:Xinqiao',
  ),
  plan(
    'xiyuan-street',
    '西园',
    'Xiyuan',
    { x: 1750, y: -550 },
    '上西园:Shangxiyuan 下西园:Xiaxiyuan 西园:Xiyuan 林家庄:Linjiazhuang 华林路:Hualinlu 五星坪:Wuxingping 雷坛河:Leitanhe 西园中街:Xiyuan_Middle_Street 西园新村:Xiyuan_Xincun 柳家营:Liujiaying',
    '上西园:Shangxiyuan 下西园:Xiaxiyuan 林家庄:Linjiazhuang 五星坪:Wuxingping 雷坛:Leitan 柳家营:Liujiaying 华林:Hualin 沙沟:Shagou 阶梯:Jieti 杏树:Xingshu',
  ),
  plan(
    'xizhan-street',
    '西站',
    'Xizhan',
    { x: -2600, y: 700 },
    '西站:Xizhan 西站东路:Xizhan_East_Road 西站西路:Xizhan_West_Road 火星街:Huoxingjie 西津西路:Xijin_West_Road 武威路西:Wuweilu_West 北广场:North_Plaza 马滩东:Matan_East 机务段:Jiwuduan 安西路:Anxilu',
    '火星:Huoxing 机务:Jiwu 站前:Zhanqian 货场:Huochang 道口:Daokou 马滩东:Matan_East 银滩:Yintan 铁工:Tiegong 信号:Xinhao 吴家园:Wujiayuan',
  ),
  plan(
    'dunhuanglu-street',
    '敦煌路',
    'Dunhuanglu',
    { x: -1000, y: 450 },
    '敦煌路:Dunhuanglu 敦煌新村:Dunhuang_Xincun 武威路:Wuweilu 瓜州路:Guazhoulu 安西路东:Anxilu_East 郑家台:Zhengjiatai 任家庄:Renjiazhuang 硷沟沿:Jiangouyan 滨河:Binhe 七里河北街:Qilihe_North_Street',
    '硷沟沿:Jiangouyan 任家庄:Renjiazhuang 郑家台:Zhengjiatai 敦煌新村:Dunhuang_Xincun 武威里:Wuweili 北街:Beijie 滨河:Binhe 磨坊:Mofang 果园:Guoyuan 桥门:Qiaomen',
  ),
  plan(
    'gongjiawan-street',
    '龚家湾',
    'Gongjiawan',
    { x: -2300, y: -700 },
    '龚家湾:Gongjiawan 龚家坪:Gongjiaping 龚家坪东路:Gongjiaping_East_Road 彭家坪东:Pengjiaping_East 兰石:Lanshi 土门墩南:Tumendun_South 机车厂:Jichechang 民族新村:Minzu_Xincun 石门沟:Shimengou 杨家桥:Yangjiaqiao',
    '龚家坪:Gongjiaping 龚家湾:Gongjiawan 杨家桥:Yangjiaqiao 石门沟:Shimengou 兰石:Lanshi 机车厂:Jichechang 铸造:Zhuzao 南坪:Nanping 梁家庄:Liangjiazhuang 土坪:Tuping',
  ),
  plan(
    'yanjiaping-street',
    '晏家坪',
    'Yanjiaping',
    { x: -400, y: -1150 },
    '晏家坪:Yanjiaping 晏家坪一村:Yanjiaping_First_Village 晏家坪二村:Yanjiaping_Second_Village 晏家坪三村:Yanjiaping_Third_Village 兰工坪:Langongping 兰工坪南街:Langongping_South_Street 狸子沟:Lizigou 花寨子:Huazhaizi 南山路:Nanshanlu 后五泉:Houwuquan',
    '晏家坪:Yanjiaping 兰工坪:Langongping 狸子沟:Lizigou 花寨子:Huazhaizi 后坪:Houping 南山:Nanshan 砖窑:Zhuanyao 苹果园:Pingguoyuan 崖头:Yatou 三村:Sancun',
  ),
  plan(
    'xiuchuan-street',
    '秀川',
    'Xiuchuan',
    { x: -4350, y: 700 },
    '秀川:Xiuchuan 秀川新村:Xiuchuan_Xincun 土门墩:Tumendun 马滩:Matan 崔家大滩:Cuijiadatan 深安:Shenan 银安:Yinan 彭家坪:Pengjiaping 石板山:Shibanshan 王家庄:Wangjiazhuang',
    '秀川新村:Xiuchuan_Xincun 土门墩:Tumendun 马滩:Matan 崔家滩:Cuijiatan 王家庄:Wangjiazhuang 彭家坪:Pengjiaping 石板山:Shibanshan 花园:Huayuan 水车:Shuiche 枣树:Zaoshu',
  ),
];
