import { describe, expect, test } from 'vitest';
import { addDays, daysBetween, federalHolidayOn, workingDays } from './calendar.ts';

describe('federalHolidayOn', () => {
  test.each([
    ['2023-05-29', 'Memorial Day'],
    ['2023-06-19', 'Juneteenth National Independence Day'],
    ['2023-07-04', 'Independence Day'],
    ['2023-09-04', 'Labor Day'],
    ['2023-10-09', 'Columbus Day'],
    ['2023-11-10', 'Veterans Day'],
    ['2023-11-23', 'Thanksgiving Day'],
    ['2023-01-02', 'New Year’s Day'],
    ['2021-12-31', 'New Year’s Day'],
    // As they were: the Writers' strike of 1960 (16 January to 12 June) had these three.
    ['1960-02-22', 'Washington’s Birthday'],
    ['1960-05-30', 'Memorial Day'],
    ['1960-11-11', 'Veterans Day'],
    ['1964-05-29', 'Memorial Day'],
    ['1970-11-11', 'Veterans Day'],
    ['1971-02-15', 'Washington’s Birthday'],
    ['1971-05-31', 'Memorial Day'],
    ['1971-10-11', 'Columbus Day'],
    ['1971-10-25', 'Veterans Day'],
    ['1977-10-24', 'Veterans Day'],
    ['1978-11-10', 'Veterans Day'],
    ['1986-01-20', 'Birthday of Martin Luther King, Jr.'],
  ])('%s is %s', (day, name) => expect(federalHolidayOn(day)).toBe(name));

  test.each(['2023-11-11', '2020-06-19', '2023-10-02', '2022-01-01', '1960-10-10', '1971-11-11', '1985-01-21'])('%s is none', (day) =>
    expect(federalHolidayOn(day)).toBeNull(),
  );
});

test('days are counted across a change of clocks and a leap day', () => {
  expect(daysBetween('2023-03-11', '2023-03-13')).toBe(2);
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(addDays('2023-11-04', 2)).toBe('2023-11-06');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
});

test('no working days run backwards', () => {
  expect(workingDays('2023-10-03', '2023-10-02')).toBe(0);
  expect(workingDays('2023-10-07', '2023-10-09')).toBe(0);
});
