import type { Me } from '../../core/contract/api/answers.ts';
import type { Doors } from './doors.ts';
import type { Visitor } from './session.ts';

/** Who I am, the city, and the server's instant (the client learns its offset from it). */
export async function meOf(doors: Doors, { user, csrf }: Visitor): Promise<Me> {
  const { city } = await doors.house.settings();
  return {
    user: user && {
      id: user.id,
      login: user.login,
      name: user.name,
      role: user.role,
      unit: user.unit_code,
      beat: user.beat_code,
      lang: user.lang,
    },
    csrf,
    serverTime: doors.house.now(),
    city: {
      zh: city.zh,
      en: city.en,
      adcode: city.adcode,
      timezone: city.timezone,
      centre: [city.lon, city.lat],
      demo: city.demo,
    },
    map: doors.baseMap.shown,
  };
}
