import { isRegion, regionName, regionsBelow } from './regions';

it('S14: knows provinces, prefectures and counties of the national standard, and no other code', () => {
  expect(regionName('330402')).toBe('浙江省嘉兴市南湖区');
  expect(regionName('330400')).toBe('浙江省嘉兴市');
  expect(regionName('330000')).toBe('浙江省');
  // A district of a municipality belongs to no prefecture.
  expect(regionName('110108')).toBe('北京市海淀区');
  expect(['810000', '710000', '441900'].map(isRegion)).toEqual([true, true, true]);
  expect(['330499', '990000', '3304', '33040a', '', '330402001'].map(isRegion)).toEqual(Array(6).fill(false));
  expect(regionName('330499')).toBeUndefined();
  // A county that became a city has another code; a development zone is none, and a district that was given up is no more.
  expect(['540481', '540422', '130171', '330103'].map(isRegion)).toEqual([true, false, false, false]);
});

it('S14: leads from the provinces down, through the districts of a municipality as well', () => {
  const below = (code?: string): string[] => regionsBelow(code).map(({ name }) => name);
  expect(below()).toHaveLength(34);
  expect(below('330000').slice(0, 2)).toEqual(['杭州市', '宁波市']);
  expect(below('330400')).toContain('南湖区');
  expect(below('110000')).toContain('海淀区');
  expect([below('330402'), below('990000')]).toEqual([[], []]);
  expect(regionsBelow('330400')[0]).toEqual({ code: '330401', name: '市辖区' });
});
