/** What the launcher and the runner say to whoever starts the program. */
export const databaseText = {
  noBinaries: (platform: string) =>
    `没有找到适合本机（${platform}）的内置 PostgreSQL。请重新安装依赖（npm ci，不要跳过可选软件包），或用 DATABASE_URL 指定一个 PostgreSQL 15 以上的服务器。`,
  otherProgram: (folder: string, place: string) =>
    `数据文件夹 ${folder} 正被另一份同舟程序使用（${place}）。请先停止那一份，或用 TONGZHOU_DATA 为这一份指定另一个文件夹。`,
  otherServer: (folder: string) =>
    `数据文件夹 ${folder} 的数据库正由不是同舟启动的 PostgreSQL 运行，无法接入。请先停止它，再启动同舟。`,
  otherMajor: (folder: string, found: string, wanted: string) =>
    `数据文件夹 ${folder} 是 PostgreSQL ${found} 的数据，本程序内置 PostgreSQL ${wanted}。请用原来的版本执行 tongzhou db backup --logical 导出，再在新文件夹里用 tongzhou db restore 导入。`,
  noPassword: (file: string) =>
    `缺少数据库口令文件 ${file}，无法打开已有的数据库。请从备份中恢复这个文件（权限 0600）。`,
  folderUnusable: (folder: string, reason: string) =>
    `无法使用数据文件夹 ${folder}（${reason}）。请检查该文件夹的权限和磁盘，或用 TONGZHOU_DATA 指定另一个文件夹。`,
  noSpace: (folder: string) => `磁盘空间不足，数据库无法在 ${folder} 启动。请腾出空间后重新运行。`,
  rootNeedsReach: (folder: string) =>
    `数据库不能以 root 身份运行，而普通用户进不了文件夹 ${folder}，本机也不允许用户命名空间。请用普通用户运行同舟，或用 TONGZHOU_DATA 指定一个普通用户可进入的文件夹（例如 /var/lib/tongzhou）。`,
  notStarted: (log: string, lines: string) => `数据库没有启动成功，日志在 ${log}，最后几行：\n${lines}`,
  stuck: (folder: string) => `等了一分钟，${folder} 的数据库仍未就绪。请查看其中的 log/postgres.log。`,
} as const;
