import { describe, expect, test } from 'vitest';
import { STEP_CODES, UNCERTAIN_REASONS } from '../../../core/rules/routing/answer.ts';
import { explainReason, explainText } from '../../../core/rules/routing/explain.ts';

const params = {
  component: '6201030100210001',
  category: '01002',
  categoryZh: '污水井盖',
  categoryEn: 'sewage manhole cover',
  until: '2027-03-01',
  ruleId: '12',
  ruleVersion: 3,
  level: 'minor',
  code: '01002',
  areaId: 'a1',
  areaZh: '西湖街道',
  areaEn: 'Xihu Subdistrict',
  validFrom: '2026-01-01',
  validTo: '2026-12-31',
  radiusM: 15,
  unit: 'water',
  unitZh: '水务局',
  unitEn: 'Water Affairs Bureau',
};

describe('explanations', () => {
  test.each(STEP_CODES)('%s reads in both languages, each in its own', (code) => {
    const zh = explainText({ code, params }, 'zh');
    const en = explainText({ code, params }, 'en');
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/^[\x20-\x7e]+$/);
    expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
  });

  test.each(UNCERTAIN_REASONS)('the reason %s reads in both languages', (reason) => {
    expect(explainReason(reason, 'zh')).toMatch(/[\u4e00-\u9fff]/);
    expect(explainReason(reason, 'en')).toMatch(/^[\x20-\x7e]+ [\x20-\x7e]+$/);
  });

  test('a rule says its level, category and area', () => {
    const step = { code: 'rule-decides', params };
    expect(explainText(step, 'en')).toBe(
      'rule 12 (minor category 01002, Xihu Subdistrict): Water Affairs Bureau is responsible',
    );
    expect(explainText(step, 'zh')).toBe('规则 12（小类 01002，西湖街道）：由 水务局 负责');
  });

  test('a rule for a whole class without a name for its area', () => {
    const step = { code: 'rule-outside', params: { ruleId: '7', level: 'class', code: null, areaId: 'a9' } };
    expect(explainText(step, 'en')).toBe('rule 7 (whole class, a9): the point is outside the area');
  });

  test('a custodian without a known end', () => {
    const step = { code: 'component-custodian', params: { ...params, until: null } };
    expect(explainText(step, 'en')).toBe(
      '01002 sewage manhole cover #6201030100210001: custodian Water Affairs Bureau (component record)',
    );
  });

  test('an unknown code, or the name of something every object has, shows as it is', () => {
    expect(explainText({ code: 'constructor', params: {} }, 'en')).toBe('constructor');
    expect(explainReason('toString', 'zh')).toBe('toString');
  });
});
