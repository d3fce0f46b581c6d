import { z } from 'zod';

const SECRET = 'secret';

/** Marks a setting whose value must never be shown, not even when it is wrong. */
export function secret<Setting extends z.ZodType>(setting: Setting): Setting {
  return setting.meta({ [SECRET]: true }) as Setting;
}

/** Whether a setting, or the one inside its wrappers, was marked as secret. */
export function isSecret(setting: z.ZodType): boolean {
  return layersOf(setting).some((layer) => layer.meta()?.[SECRET] === true);
}

/** The value of a setting that is not set; undefined when there is none. */
export function defaultOf(setting: z.ZodType): unknown {
  const layer = layersOf(setting).find((candidate) => candidate instanceof z.ZodDefault);
  return layer?.def.defaultValue;
}

/** A setting and everything that it wraps: `optional`, `default`, `transform`, … */
function layersOf(setting: z.ZodType): z.ZodType[] {
  const {
    innerType,
    in: input,
    out: output,
  } = setting.def as unknown as Record<string, z.ZodType | undefined>;
  const inner = [innerType, input, output].filter((layer) => layer !== undefined);
  return [setting, ...inner.flatMap(layersOf)];
}
