-- ! SQL Server's older samples are refused: quoted types, GO, CLUSTERED (drawdb 529)
-- ! dialect sqlserver
-- ! table Crew: CrewID, LastName, Born, Boss
-- ! relation Crew(Boss) -> Crew(CrewID)
-- ! identity Crew.CrewID
-- ! rows Crew: 1
-- ! kept 0
SET NOCOUNT ON
GO
USE master
GO
if exists (select * from sysobjects where id = object_id('dbo.Crew') and sysstat & 0xf = 3)
	drop table "dbo"."Crew"
GO
CREATE TABLE "Crew" (
	"CrewID" "int" IDENTITY (1, 1) NOT NULL ,
	"LastName" nvarchar (20) NOT NULL ,
	"Born" "datetime" NULL ,
	"Boss" "int" NULL ,
	CONSTRAINT "PK_Crew" PRIMARY KEY  CLUSTERED
	(
		"CrewID"
	),
	CONSTRAINT "FK_Crew_Crew" FOREIGN KEY
	(
		"Boss"
	) REFERENCES "dbo"."Crew" (
		"CrewID"
	),
	CONSTRAINT "CK_Born" CHECK (Born < getdate())
)
GO
 CREATE  INDEX "LastName" ON "dbo"."Crew"("LastName")
GO
set quoted_identifier on
go
set identity_insert "Crew" on
go
INSERT "Crew"("CrewID","LastName","Born","Boss") VALUES(1,'O''Neil','12/08/1948',NULL)
go
