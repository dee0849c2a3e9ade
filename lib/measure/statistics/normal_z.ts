/** The 97.5 % quantile of the normal distribution: two-sided 95 %. */
export const NORMAL_Z = 1.959963984540054;
