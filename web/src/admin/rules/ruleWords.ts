import type { RuleContent } from '../../../../core/contract/api/adminRouting.ts';
import type { RuleConflict, UnreachableRule } from '../../../../core/rules/routing/conflicts.ts';
import { useWords } from '../../parts/i18n.ts';
import { useCity } from '../../parts/names.tsx';

/** What a rule says, in words. */
export function useRuleWords() {
  const { t, lang } = useWords();
  const city = useCity();
  const about = (rule: RuleContent): string => {
    if (rule.level === 'class') return t('admin.rules.allOf', { kind: t(`kind.${rule.kind}`) });
    const fits = (scheme: string | null, one: (typeof city.categories)[number]) =>
      one.kind === rule.kind && (scheme === null || one.key.startsWith(`${scheme}/`));
    const minor = rule.level === 'minor';
    const category = city.categories.find(
      (one) => fits(rule.scheme, one) && (minor ? one.code : one.majorCode) === rule.code,
    );
    const name =
      category && (minor ? city.category(category.key) : lang === 'zh' ? category.majorZh : category.majorEn);
    return `${rule.code} ${name ?? ''}`.trim();
  };
  const valid = ({ validFrom, validTo }: RuleContent): string =>
    validFrom === null && validTo === null
      ? t('admin.rules.always')
      : `${validFrom ?? '…'} – ${validTo ?? '…'}`;
  return {
    about,
    valid,
    whole: (rule: RuleContent) =>
      `${about(rule)} ${city.unit(rule.unit)} ${city.area(rule.area)} ${rule.source}`,
    unreachable: ({ why, by }: UnreachableRule) => t(`admin.rules.why.${why}`, { by: by.join(', ') }),
    conflict: ({ ruleIds, units, from, to }: RuleConflict, id: string) => {
      const other = ruleIds[0] === id ? 1 : 0;
      const since = from === '1900-01-01' ? '…' : from;
      return t('admin.rules.conflict', {
        id: ruleIds[other],
        unit: city.unit(units[other], true),
        from: since,
        to: to ?? '…',
      });
    },
  };
}
