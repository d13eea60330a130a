-- ! Scripts of SQL Server Management Studio: named defaults, extended properties, noise (dbml 237, 277, 550)
-- ! dialect sqlserver
-- ! table Ship: Id, Name, At
-- ! table Crew: Id, ShipId
-- ! relation Crew(ShipId) -> Ship(Id)
-- ! comment Ship: A vessel
-- ! identity Ship.Id
-- ! kept 0
USE [Fleet]
GO
/****** Object:  Table [dbo].[Ship]    Script Date: 1/2/2024 3:04:05 PM ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
CREATE TABLE [dbo].[Ship](
	[Id] [int] IDENTITY(1,1) NOT NULL,
	[Name] [nvarchar](max) NULL,
	[At] [datetime2](7) NOT NULL,
 CONSTRAINT [PK_Ship] PRIMARY KEY CLUSTERED 
(
	[Id] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = ON, ALLOW_PAGE_LOCKS = ON, OPTIMIZE_FOR_SEQUENTIAL_KEY = OFF) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
GO
CREATE TABLE [dbo].[Crew]([Id] [int] NOT NULL, [ShipId] [int] NULL) ON [PRIMARY]
GO
ALTER TABLE [dbo].[Ship] ADD  CONSTRAINT [DF_Ship_At]  DEFAULT (sysdatetime()) FOR [At]
GO
ALTER TABLE [dbo].[Crew]  WITH CHECK ADD  CONSTRAINT [FK_Crew_Ship] FOREIGN KEY([ShipId])
REFERENCES [dbo].[Ship] ([Id])
GO
ALTER TABLE [dbo].[Crew] CHECK CONSTRAINT [FK_Crew_Ship]
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'A vessel' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'Ship'
GO
ALTER DATABASE [Fleet] SET  READ_WRITE 
GO
