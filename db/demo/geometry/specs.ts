import type { Random } from './random.ts';
import { names } from './subdistricts.ts';
import type { Name } from './types.ts';

const ROUND_COVERS = names(
  '球墨铸铁_Ø700:ductile_iron_Ø700 球墨铸铁_Ø800:ductile_iron_Ø800 复合材料_Ø700:composite_Ø700 钢筋混凝土_Ø700:reinforced_concrete_Ø700',
);
const SQUARE_COVERS = names(
  '球墨铸铁_600×600:ductile_iron_600×600 复合材料_600×600:composite_600×600 球墨铸铁_1000×600:ductile_iron_1000×600',
);
const SPECS: Record<string, Name[]> = {
  '01004': names('球墨铸铁_450×750:ductile_iron_450×750 复合材料_400×600:composite_400×600'),
  '01013': names(
    '地上式_SS100/65:pillar_hydrant_SS100/65 地上式_SS150/80:pillar_hydrant_SS150/80 地下式_SA100/65:underground_hydrant_SA100/65',
  ),
  '01027': names('落地式_144_芯:floor_cabinet,_144_fibres 落地式_288_芯:floor_cabinet,_288_fibres'),
  '01030': names('混凝土杆_10_m:concrete_pole_10_m 混凝土杆_12_m:concrete_pole_12_m'),
  '01031': names('木杆_8_m:wooden_pole_8_m 混凝土杆_8_m:concrete_pole_8_m'),
  '01037': names(
    '双臂_LED_10_m:double-arm_LED_10_m 单臂_LED_9_m:single-arm_LED_9_m 单臂_高压钠灯_8_m:single-arm_sodium_8_m',
  ),
  '01048': names('箱式_630_kVA:box-type_630_kVA 箱式_400_kVA:box-type_400_kVA'),
  '02014': names('悬臂式机动车灯:cantilever_vehicle_signal 立柱式行人灯:post_pedestrian_signal'),
  '02017': names('锌钢_1.1_m:zinc_steel_1.1_m 京式_0.9_m:city_pattern_0.9_m'),
  '03005': names('分类双桶_60_L:two-stream_60_L 单桶_50_L:single_50_L'),
  '04002': names(
    '国槐:Chinese_scholar_tree 垂柳:weeping_willow 白蜡:ash 刺槐:black_locust 臭椿:tree_of_heaven 法桐:plane_tree',
  ),
};
const ROUND = new Set(['01001', '01002', '01003', '01010', '01011', '01018', '01023']);
const SQUARE = new Set(['01005', '01006', '01007', '01008', '01009', '01012', '01015', '01017']);

/** Make and size as an inventory would have them; null where it says nothing. */
export function specOf(category: string, random: Random): Name | null {
  const list =
    SPECS[category] ?? (ROUND.has(category) ? ROUND_COVERS : SQUARE.has(category) ? SQUARE_COVERS : null);
  if (list === null) return null;
  const { zh, en } = random.pick(list);
  return { zh: zh.replaceAll('_', ' '), en };
}
