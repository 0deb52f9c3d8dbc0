/** What backup and restore say. */
export const backupText = {
  unreadable: (file: string, code: string) => `读不到备份文件 ${file}（${code}）。请检查路径和权限。`,
  exists: (file: string) => `文件 ${file} 已存在，没有覆盖。请换一个文件名，或先移走原文件。`,
  noBackup: (file: string) => `${file} 不是同舟的备份文件。`,
  damaged: (file: string) => `备份文件 ${file} 已损坏，校验值不符。没有恢复任何数据，请换一份备份。`,
  cutOff: (file: string) => `备份文件 ${file} 不完整（提前结束）。没有恢复任何数据，请换一份备份。`,
  notWritten: (file: string, reason: string) => `备份没有写成 ${file}：${reason}。未完成的文件已删除。`,
  onlyEmbedded:
    "物理备份只用于内置数据库。对 DATABASE_URL 的服务器请用逻辑备份（默认），或用服务器自己的备份工具。",
  physicalIntoServer: "这是内置数据库的物理备份，不能恢复到 DATABASE_URL 的服务器；迁移请用逻辑备份。",
  folderTaken: (folder: string) =>
    `数据文件夹 ${folder} 里已有数据库，没有恢复任何数据。请用 TONGZHOU_DATA 指定一个新的文件夹。`,
  notEmpty: (table: string) =>
    `目标数据库不是空的（表 ${table} 里有数据），没有恢复任何数据。请恢复到一个新的文件夹或空数据库。`,
  otherPlatform: (made: string, here: string) =>
    `这份物理备份来自 ${made}，本机是 ${here}，不能直接恢复。跨系统或跨版本请用逻辑备份（db backup --logical）。`,
  newerProgram: (name: string) =>
    `备份里有本程序没有的迁移 ${name}：它由更新的程序版本制作。请用同样新的版本恢复。`,
  changedMigration: (name: string) => `备份里的迁移 ${name} 与本程序的同名文件内容不同，不能恢复。`,
  wrongRows: (table: string, wanted: string, found: string) =>
    `表 ${table} 恢复后与备份不符（备份 ${wanted}，恢复后 ${found}），已全部撤回。`,
  keysApart:
    "备份不含密钥文件 keys.json：没有它，证件号、电话、卡号无法解开。请把它另行保管，恢复后放回数据文件夹。",
} as const;
