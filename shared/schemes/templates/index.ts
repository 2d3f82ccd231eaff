import type { Template } from '../template.ts';
import { cunji } from './cunji.ts';
import { jiguan } from './jiguan.ts';
import { kuaiji } from './kuaiji.ts';
import { xiangzhen } from './xiangzhen.ts';

/** The shipped tables, in the order they are offered. */
export const templates: readonly Template[] = [xiangzhen, cunji, jiguan, kuaiji];
