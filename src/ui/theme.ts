/** 江蓝, deep river water: the one brand colour. Red and green belong to status and are never decoration. */
export const brand = "#1F5F99";
